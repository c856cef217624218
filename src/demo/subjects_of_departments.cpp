#include "demo/subjects.h"

namespace vouch::demo {

namespace {

constexpr std::array credit{
    subject{
        3,
        "CREDIT",
        "Sanctions beyond delegated powers: {what}",
        {"enhancements", "one-time relaxations", "renewals with changed terms"},
        "{wrong} of {checked} {what} looked at were sanctioned by an officer whose powers end below the amount, and "
        "reported to the committee only afterwards.",
        "The scheme of delegation names the amount for each officer and allows no sanction in anticipation.",
        "The powers were lowered during the year and the templates still name the old ones.",
        "Risks are taken by people whom the board did not entrust with them.",
        "Place the sanctions before the committee now, and let the system check the powers.",
        true
    },
    subject{
        3,
        "CREDIT",
        "Early warning signals not acted upon in {what}",
        {"the trade portfolio", "the housing portfolio", "the portfolio of small industries"},
        "Of {checked} accounts with signals in {what}, {wrong} show no action within the thirty days that the policy "
        "allows.",
        "A signal is answered with a visit and a note within thirty days.",
        "The report goes to the branches without a date by which an answer is due.",
        "Accounts turn bad that could have been saved.",
        "Set a date for each signal, follow it up from the department, and report the unanswered ones monthly.",
        true
    },
    subject{
        3,
        "CREDIT",
        "Valuation reports older than three years: {what}",
        {"residential property", "commercial property", "agricultural land"},
        "{wrong} of {checked} accounts secured by {what} rest on a valuation older than three years, and both valuers "
        "of one account belong to the same firm.",
        "Security is valued again every three years, by a valuer of the panel, in turn.",
        "There is no list of valuations by date.",
        "The value of security, and with it the provision, may be wrong.",
        "Order the valuations by amount, and keep the list in the system.",
        true
    },
    subject{
        9,
        "COMPLIANCE",
        "Minutes of {what} incomplete",
        {"the loan committee", "the recovery committee", "the investment committee"},
        "In {wrong} of {checked} minutes of {what} the reasons for a decision against the department's note are not "
        "given.",
        "Minutes state who was present, who had an interest, and why the committee decided as it did.",
        "Minutes are written from memory after the meeting.",
        "Nobody can tell later whether a decision was in the bank's interest.",
        "Write minutes during the meeting and let the next meeting confirm them."
    },
};

constexpr std::array technology{
    subject{
        6,
        "TECHNOLOGY",
        "Privileged access not reviewed: {what}",
        {"database administrators", "the vendor's support users", "network administrators"},
        "{wrong} of {checked} privileged accounts ({what}) have no owner in the list of users, and their use is not "
        "logged where they could not alter it.",
        "Privileged access is granted for a time, logged outside the reach of its holder, and reviewed every month.",
        "The tool that records sessions was bought and not put to use.",
        "Data of customers and balances could be changed without a trace.",
        "Give each account an owner, record sessions, and review them monthly by somebody outside the department."
    },
    subject{
        6,
        "TECHNOLOGY",
        "Security corrections not installed in time on {what}",
        {"servers of the core banking system", "workstations of branches", "network equipment"},
        "{wrong} of {checked} machines among {what} lacked corrections that were published more than ninety days "
        "before.",
        "Critical corrections are installed within fifteen days, others within sixty, or the delay is accepted in "
        "writing.",
        "Corrections wait for a test system that is used by a project.",
        "Known weaknesses stay open to whoever knows them.",
        "Install what is critical now, and give the tests of corrections a system of their own."
    },
    subject{
        6,
        "TECHNOLOGY",
        "Restoration of backups not tested: {what}",
        {"the core banking system", "the document store", "the mail system"},
        "The backup of {what} was not restored in the last twelve months; {wrong} of {checked} daily backups ended "
        "with a warning nobody followed up.",
        "Each system is restored from its backup twice a year, and the time that it took is reported.",
        "There is no machine large enough to restore to.",
        "After a failure the bank may find that its data cannot be brought back.",
        "Restore within the quarter on hired equipment and report the time needed."
    },
    subject{
        6,
        "TECHNOLOGY",
        "Changes put into service without acceptance by users: {what}",
        {"interest calculation", "reports to authorities", "mobile banking"},
        "{wrong} of {checked} changes to {what} were put into service without the signature of the department that "
        "asked for them.",
        "A change is accepted by its user in the test system, and put into service by somebody who did not write it.",
        "The vendor puts urgent changes into service by himself.",
        "Wrong interest, wrong reports, or a way in for a fraud.",
        "Stop changes without acceptance, and take the vendor's access to the live system away."
    },
};

constexpr std::array treasury{
    subject{
        7,
        "MARKET",
        "Limits of {what} exceeded without approval",
        {"counterparties", "issuers", "daily dealing"},
        "On {wrong} of {checked} days looked at, limits of {what} were exceeded, and the excess was approved after the "
        "day or not at all.",
        "The investment policy allows an excess only with the approval of the committee, given before.",
        "Limits are watched in a sheet that the dealer keeps himself.",
        "Losses larger than the board agreed to bear.",
        "Watch limits outside the dealing room and report each excess to the committee the same day.",
        true
    },
    subject{
        7,
        "OPERATIONAL",
        "Confirmations of deals not matched: {what}",
        {"government securities", "term money", "mutual fund units"},
        "{wrong} of {checked} deals in {what} had no confirmation of the counterparty on the day after the deal.",
        "The back office matches the confirmation on the day of the deal, independently of the dealer.",
        "Confirmations are sent to the dealer, who forwards them.",
        "A deal that is not what the bank believes would be found out at settlement only.",
        "Have confirmations sent to the back office and report unmatched ones daily."
    },
    subject{
        8,
        "FINANCIAL",
        "Reconciliation of {what} in arrears",
        {"balances with other banks", "the settlement account", "the payments pool account"},
        "{wrong} of {checked} reconciliations of {what} were made more than ten days late, and items older than ninety "
        "days stand in them without explanation.",
        "Accounts are reconciled daily, and items older than thirty days are reported to the chief of the department.",
        "One person reconciles, and nobody takes over during leave.",
        "Frauds and errors between banks stay open until nobody remembers them.",
        "Clear the items by age and amount, and train a second person.",
        true
    },
    subject{
        8,
        "COMPLIANCE",
        "Returns to authorities with errors: {what}",
        {"the quarterly return", "the return of large exposures", "the return of frauds"},
        "{wrong} of {checked} figures in {what} differ from the books, and the working papers do not say why.",
        "Every figure in a return is traced to the books by a second person before it is sent.",
        "Returns are put together on the last day from sheets of the branches.",
        "A supervisor relies on wrong figures, and may penalise the bank.",
        "Correct the return, keep working papers, and have the figures traced before they are sent."
    },
};

}  // namespace

std::span<const subject> subjects_of_credit() {
    return credit;
}
std::span<const subject> subjects_of_technology() {
    return technology;
}
std::span<const subject> subjects_of_treasury() {
    return treasury;
}

}  // namespace vouch::demo
