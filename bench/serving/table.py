"""What a run prints, in the manner of spine_bench."""

import statistics


def number(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def middle(measured, what):
    return statistics.median(each[what] for each in measured)


def best(measured):
    return max(each["per_s"] for each in measured)


def ratio(ours, rival):
    """The median over the rounds of ours / rival within a round."""
    return statistics.median(one["per_s"] / other["per_s"] for one, other in zip(ours, rival, strict=True))


def print_rates(lines, measured):
    """lines: (what, ours, rival or None, ratio at least or None); measured: rounds by contender. Says how many targets were
    missed."""
    missed = 0
    print(f"\n{'answers per second':<46} {'ours best':>9} {'median':>9} {'rival b.':>9} {'median':>9} {'ratio':>7}  target")
    for what, ours, rival, ratio_min in lines:
        text = f"{what:<46} {number(best(measured[ours])):>9} {number(middle(measured[ours], 'per_s')):>9}"
        if rival:
            found = ratio(measured[ours], measured[rival])
            text += f" {number(best(measured[rival])):>9} {number(middle(measured[rival], 'per_s')):>9} {found:>7.2f}"
            if ratio_min:
                missed += found < ratio_min
                text += f"  >= {ratio_min:g} x  {'met' if found >= ratio_min else 'MISSED'}"
        print(text)
    return missed


def print_servers(contenders, measured):
    print(f"\n{'latency, and memory of its processes':<46} {'p50 ms':>9} {'p99 ms':>9} {'MB':>9} {'at most':>9}")
    for each in contenders:
        rounds = measured[each]
        now, most = each.server.memory()
        print(
            f"{each.name:<46} {number(middle(rounds, 'p50_ms')):>9} {number(middle(rounds, 'p99_ms')):>9}"
            f" {number(now):>9} {number(most):>9}"
        )
