#include "base/hw_path.hpp"

#include <charconv>

#include "base/must.hpp"

namespace giosim {

HwPath::HwPath(const char* text) {
  const auto parsed = parse(text);
  MUST(parsed.has_value());
  *this = *parsed;
}

std::expected<HwPath, std::string> HwPath::parse(std::string_view text) {
  const auto expected_a_path = [&](const std::string& why) {
    return std::unexpected("'" + std::string(text.substr(0, 80)) + "' is not a H/W path: " + why +
                           "; expected numbers from 0 to 255 with '/' between, as in 0/4/1/0");
  };
  if (text.empty()) return expected_a_path("it is empty");

  HwPath path;
  const char* at = text.data();
  const char* const end = text.data() + text.size();
  while (true) {
    int element = 0;
    if (*at == '-') return expected_a_path("an element is not a number");
    const auto [next, error] = std::from_chars(at, end, element);
    if (error == std::errc::result_out_of_range || (error == std::errc() && element > kMaxElement))
      return expected_a_path("an element is greater than 255");
    if (error != std::errc()) return expected_a_path("an element is not a number");
    if (next - at > 1 && *at == '0') return expected_a_path("an element has a leading zero");
    if (path.size() == kMaxElements) return expected_a_path("it has more than 14 elements");
    path = path.child(element);
    if (next == end) return path;
    if (*next != '/') return expected_a_path("an element is not a number");
    at = next + 1;
    if (at == end) return expected_a_path("it ends with '/'");
  }
}

HwPath HwPath::child(int element) const {
  MUST(size() < kMaxElements);
  MUST(element >= 0 && element <= kMaxElement);
  HwPath below = *this;
  below.bytes_[size()] = static_cast<std::uint8_t>(element);
  ++below.bytes_[kMaxElements];
  return below;
}

std::string HwPath::text() const {
  std::string text;
  for (std::size_t i = 0; i < size(); ++i) {
    if (i > 0) text += '/';
    text += std::to_string(element(i));
  }
  return text;
}

}  // namespace giosim
