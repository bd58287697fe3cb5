// Integer expressions as kctune reads them: C's operators on whole numbers, without blanks.
//
//   12*1024    0x10|3    (1<<4)-1    2>1?7:8
//
// Numbers are decimal, octal (010) or hexadecimal (0x8), and have 64 bits with a sign.
// Not emulated: names of other tunables (4*nproc+20), and percentages (10%).
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace giosim::user {

// The error is a sentence without its full stop, with what is wrong in it.
std::expected<std::int64_t, std::string> evaluate(std::string_view expression);

}  // namespace giosim::user
