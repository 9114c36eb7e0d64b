-- Load for `gradcam serve`: each request sends another image. With wrk of Debian:
--
--   wrk -t1 -c8 -d60s --latency -s src/test/wrk/images.lua URL -- FILE...
--   HOSTILE=100 wrk ...     -- each hundredth request is no image at all
--
-- Prints requests a second with status 200, the 50th and 99th percentile, and each status by its count.

local images = {}
local next_image = 0
local hostile = tonumber(os.getenv("HOSTILE") or "0")
local threads = {}

local rubbish = {
  "",
  "not an image",
  "GIF89a",
  string.rep("\0", 100000),
  "\137PNG\r\n\26\n\0\0\0\rIHDR\0\1\134\160\0\1\134\160\1\0\0\0\0",
}

function setup(thread)
  thread:set("number", #threads)
  table.insert(threads, thread)
end

function init(args)
  for _, name in ipairs(args) do
    local file = assert(io.open(name, "rb"))
    table.insert(images, file:read("*a"))
    file:close()
  end
  assert(#images > 0, "Expected files of images after --, found none")
  next_image = number * 17 -- threads begin at different images
  statuses = ""
  counts = {}
end

function request()
  next_image = next_image + 1
  local body = images[next_image % #images + 1]
  if hostile > 0 and next_image % hostile == 0 then
    body = rubbish[(next_image / hostile) % #rubbish + 1]
  end
  return wrk.format("POST", nil, { ["Content-Type"] = "image/jpeg" }, body)
end

function response(status)
  counts[status] = (counts[status] or 0) + 1
  local all = {}
  for code, count in pairs(counts) do
    table.insert(all, code .. "=" .. count)
  end
  statuses = table.concat(all, " ")
end

function done(summary, latency)
  local total = {}
  for _, thread in ipairs(threads) do
    for code, count in string.gmatch(thread:get("statuses"), "(%d+)=(%d+)") do
      total[code] = (total[code] or 0) + tonumber(count)
    end
  end
  local seconds = summary.duration / 1e6
  io.write(string.format("images/s %.1f\n", (total["200"] or 0) / seconds))
  io.write(string.format("p50 %.1f ms\np99 %.1f ms\n",
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
  for code, count in pairs(total) do
    io.write(string.format("status %s: %d\n", code, count))
  end
  io.write(string.format("lost connections %d, timeouts %d\n",
    summary.errors.connect + summary.errors.read + summary.errors.write, summary.errors.timeout))
end
