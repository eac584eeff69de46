-- For wrk: post the report of $BENCH_REQUEST (header lines, an empty line, the body), numbered anew each time.
local file = io.open(os.getenv("BENCH_REQUEST"), "rb")
local headers, body = {}, nil
for line in file:lines() do
  if line == "" then body = file:read("*a") break end
  local name, value = line:match("^([^:]+): (.*)$")
  headers[name] = value
end
file:close()

local mark, parts, from = os.getenv("BENCH_MARK"), {}, 1
while true do
  local first, last = body:find(mark, from, true)
  parts[#parts + 1] = body:sub(from, first and first - 1)
  if not first then break end
  from = last + 1
end

local number = tonumber(os.getenv("BENCH_FIRST"))
request = function()
  number = number + 1
  return wrk.format("POST", nil, headers, table.concat(parts, string.format("%d", number)))
end

done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format('{"answers":%d,"refused":%d,"broken":%d,"us":%d,"p50":%d,"p99":%d}\n',
    summary.requests, errors.status, errors.connect + errors.read + errors.write + errors.timeout,
    summary.duration, latency:percentile(50), latency:percentile(99)))
end
