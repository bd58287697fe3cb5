#include "user/session.hpp"

#include <utility>

#include "base/must.hpp"

namespace giosim::user {

Session::Session(machine::Machine& machine, std::string user)
    : machine_(machine), user_(std::move(user)) {
  // Assumed: what login sets in the C locale.
  environment_ = {{"HOME", is_root() ? "/" : "/home/" + user_},
                  {"LANG", "C"},
                  {"LOGNAME", user_},
                  {"TZ", "UTC0"}};
}

machine::Os& Session::os() {
  MUST(machine_.running());
  return *machine_.os();
}

const machine::Os& Session::os() const {
  MUST(machine_.running());
  return *machine_.os();
}

const std::string& Session::variable(std::string_view name) const {
  static const std::string kNotSet;
  const auto found = environment_.find(name);
  return found == environment_.end() ? kNotSet : found->second;
}

void Session::set_variable(std::string_view name, std::string value) {
  environment_.insert_or_assign(std::string(name), std::move(value));
}

void Session::print(std::string_view text) {
  out_ += text;
  screen_ += text;
}

void Session::complain(std::string_view text) {
  err_ += text;
  screen_ += text;
}

Session::Printed Session::cut(Place place) {
  const auto tail = [](std::string& text, std::size_t from) {
    std::string cut_off = text.substr(from);
    text.resize(from);
    return cut_off;
  };
  return {tail(out_, place.out), tail(err_, place.err), tail(screen_, place.screen)};
}

}  // namespace giosim::user
