#include "runner/report/sha256.hpp"

#include <sha256.h>

#include <array>
#include <cstdint>

namespace giosim::report {

struct Sha256::Context {
  SHA256_CTX md;
};

Sha256::Sha256() : context_(std::make_unique<Context>()) { SHA256Init(&context_->md); }
Sha256::~Sha256() = default;

void Sha256::add(std::string_view text) {
  SHA256Update(&context_->md, reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

std::string Sha256::hex() {
  std::array<std::uint8_t, SHA256_DIGEST_LENGTH> digest;
  SHA256Final(digest.data(), &context_->md);

  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (std::uint8_t byte : digest) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 0xF];
  }
  return text;
}

std::string sha256_of(std::string_view text) {
  Sha256 hash;
  hash.add(text);
  return hash.hex();
}

}  // namespace giosim::report
