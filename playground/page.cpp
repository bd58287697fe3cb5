#include "playground/page.hpp"

#include <cstddef>

namespace giosim::playground {

// cmake/embed.cmake writes them.
extern const unsigned char kPlaygroundPage[];  // web/dist/playground.html
extern const std::size_t kPlaygroundPageSize;
extern const unsigned char kFirstText[];  // scenarios/basic/document_example.yaml
extern const std::size_t kFirstTextSize;

namespace {

std::string_view text_of(const unsigned char* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

}  // namespace

std::string_view page() { return text_of(kPlaygroundPage, kPlaygroundPageSize); }
std::string_view first_text() { return text_of(kFirstText, kFirstTextSize); }

}  // namespace giosim::playground
