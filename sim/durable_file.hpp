// A file that notices damage: body, checksum, and the copy that was good before it.
//
// A change writes the last good body to <path>.lkg and the new one to <path>, in one commit.
// Should the newest be damaged (torn write, bit rot), the copy is used, and the damage is said.
//
// On disk: one line "giosim-durable 1 <crc32, 8 hex digits> <bytes>\n", then the body.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/words.hpp"
#include "sim/disk.hpp"

namespace giosim::sim {

class DurableFile {
 public:
  struct Loaded {
    StoreCopy copy = StoreCopy::none;
    std::string body;                  // empty when copy is none
    std::vector<std::string> damaged;  // paths whose checksum was wrong
  };

  explicit DurableFile(std::string path) : path_(std::move(path)) {}

  // Remembers the good body, so that the next change can keep it as last known good.
  Loaded load(const Disk& disk);

  // The changes that make `body` the content. Call committed() when they are on the disk.
  Disk::Changes changes_to(std::string_view body) const;
  void committed(std::string body) { good_body_ = std::move(body); }

  const std::string& path() const { return path_; }

  static std::string seal(std::string_view body);
  static std::optional<std::string> unseal(std::string_view bytes);

 private:
  std::string lkg_path() const { return path_ + ".lkg"; }

  std::string path_;
  std::optional<std::string> good_body_;
};

}  // namespace giosim::sim
