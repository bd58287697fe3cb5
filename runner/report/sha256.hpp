// SHA-256 of text that comes in pieces, as 64 hex digits.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace giosim::report {

class Sha256 {
 public:
  Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  ~Sha256();

  void add(std::string_view text);
  std::string hex();  // ends it; to be called once

 private:
  struct Context;  // libmd's
  std::unique_ptr<Context> context_;
};

std::string sha256_of(std::string_view text);

}  // namespace giosim::report
