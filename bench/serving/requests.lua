-- wrk -s requests.lua URL -- PATH TENANTS SEED: asks for PATH, in which %d is a random number from 1 to TENANTS, and prints
-- what was measured as one line of JSON: answers, seconds, bytes, failures by kind, latency in ms.
local questions = {}

function init(arguments)
    local path, tenants, seed = arguments[1], tonumber(arguments[2]), tonumber(arguments[3])
    math.randomseed(seed)
    for number = 1, tenants do
        questions[number] = wrk.format("GET", string.format(path, number))
    end
end

function request()
    return questions[math.random(#questions)]
end

function done(summary, latency)
    local failed = summary.errors
    io.write(string.format(
        '\n{"answers": %d, "seconds": %.6f, "bytes": %d, "p50_ms": %.3f, "p99_ms": %.3f, "failures": ' ..
        '{"not connected": %d, "not read": %d, "not written": %d, "not answered well": %d, "too late": %d}}\n',
        summary.requests, summary.duration / 1e6, summary.bytes, latency:percentile(50) / 1e3,
        latency:percentile(99) / 1e3, failed.connect, failed.read, failed.write, failed.status, failed.timeout
    ))
end
