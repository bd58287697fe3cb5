// The variants of many alternatives: Fact (over seventy), Row, and the steps and claims of a scenario.
//
// They are Boost.Variant2's, for the compiler's sake: for every alternative, std::variant's functions
// walk there through all those before it. Small ones are std::variant's.
#pragma once

#include <boost/variant2/variant.hpp>

namespace giosim {

using boost::variant2::get;
using boost::variant2::get_if;
using boost::variant2::holds_alternative;
using boost::variant2::variant;
using boost::variant2::variant_alternative_t;
using boost::variant2::variant_size_v;
using boost::variant2::visit;

}  // namespace giosim
