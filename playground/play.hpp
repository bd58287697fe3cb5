// play(): what the page of `giosim serve` asks of the engine, as text in and text out.
//
// The server brings the requests; nothing here knows of HTTP. What comes from a page is a
// stranger's: it is run in memory, reads no file, and is stopped at the limits.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace giosim::playground {

struct PlayLimits {
  std::uint64_t events = 5'000'000;  // of the kernel
  std::chrono::milliseconds wall_time{5'000};
  std::size_t trace_bytes = 32 << 20;
};

struct Played {
  enum class End { ran, refused, stopped, no_request } end = End::ran;
  // ran: {"verdict":{…},"trace":[header, events, footer]} (schema giosim.trace/1); else
  // {"problems":[{"line","column","sentence"}, …]}, where line 0 means the whole.
  std::string json;
};

// The request is {"yaml": TEXT}; `engine` is for the header of the trace. `interrupted` is asked between
// steps; true ends the run.
Played play(std::string_view request, std::string_view engine, const PlayLimits& limits,
            const std::function<bool()>& interrupted);

}  // namespace giosim::playground
