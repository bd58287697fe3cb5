// Terminal: a machine that is booted and on which lines are typed.
//
//   Terminal terminal({{"0/1/1/0", nic(kMacA)}});        // root at a machine of these cards
//   CHECK(terminal.type("lanscan -p") == "0\n");         // all that the terminal shows
//   CHECK(terminal.status() == 0);
//
// It stands on Lab (tests/machine/lab.hpp), which also checks that no state changes silently.
#pragma once

#include <string>
#include <utility>

#include "tests/machine/lab.hpp"
#include "user/session.hpp"
#include "user/sh/sh.hpp"

namespace giosim::user {

// The cards and entries of every test at a terminal.
using machine::entry;
using machine::kMacA;
using machine::kMacB;
using machine::kMacC;
using machine::nic;

class Terminal {
 public:
  explicit Terminal(machine::Hardware hardware, const machine::Image& image = {},
                    std::string user = std::string(kRoot), machine::Lab* lab = nullptr)
      : own_lab_(lab ? nullptr : std::make_unique<machine::Lab>()),
        lab_(lab ? *lab : *own_lab_),
        machine_(lab_.machine("hp", std::move(hardware), image)),
        user_(std::move(user)) {
    lab_.boot(machine_);
    lab_.facts.clear();
  }

  // Types a line and waits until it has run: what the terminal shows of it. Each line is a session
  // of its own, as in the step `run:`.
  std::string type(const std::string& line) { return type_as(user_, line); }
  std::string type_as(const std::string& user, const std::string& line) {
    REQUIRE(machine_.running());
    Session session(machine_, user);
    start_line(session, line);
    lab_.settle();
    status_ = session.status;
    out_ = session.out();
    err_ = session.err();
    return session.screen();
  }

  int status() const { return status_; }          // exit code of the last line
  const std::string& out() const { return out_; }  // its standard output
  const std::string& err() const { return err_; }  // its standard error

  machine::Machine& machine() { return machine_; }
  machine::Os& os() { return *machine_.os(); }
  machine::Lab& lab() { return lab_; }
  FactLog& facts() { return lab_.facts; }  // since the end of the boot

  std::string file(const std::string& path) {
    return machine_.disk()->read(path).value_or("(no such file)");
  }
  void put_file(const std::string& path, std::string bytes) {
    REQUIRE(machine_.disk()->apply({{path, std::move(bytes)}}).has_value());
  }

 private:
  std::unique_ptr<machine::Lab> own_lab_;
  machine::Lab& lab_;
  machine::Machine& machine_;
  std::string user_;
  int status_ = 0;
  std::string out_, err_;
};

}  // namespace giosim::user
