// FailedBefore: which scenarios failed when they were last tested, kept from one program run to
// the next in a file of the user's cache.
//
// A convenience: where it cannot be read nothing has failed before, and where it cannot be written
// nothing is remembered.
#pragma once

#include <set>
#include <string>

namespace giosim::cli {

class FailedBefore {
 public:
  // Reads $XDG_CACHE_HOME/giosim/failed, or that of ~/.cache.
  FailedBefore();
  // Reads this file; an empty name: remembers nothing.
  explicit FailedBefore(std::string path);

  bool contains(const std::string& file) const;
  void note(const std::string& file, bool failed);

  // Writes, if anything has changed. False when it could not be written.
  bool save();

 private:
  std::string path_;
  std::set<std::string> failed_;  // absolute paths
  bool changed_ = false;
};

}  // namespace giosim::cli
