#include "machine/messages.hpp"

namespace giosim::machine {

void Messages::say(std::string line) {
  bytes_ += line.size() + 1;
  lines_.push_back(std::move(line));
  while (bytes_ > kMostBytes && lines_.size() > 1) {
    bytes_ -= lines_.front().size() + 1;
    lines_.pop_front();
    lost_some_ = true;
  }
}

}  // namespace giosim::machine
