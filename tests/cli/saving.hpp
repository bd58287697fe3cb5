// An operator who saves on a machine that is kept in a file, and what must be in the file afterwards.
//
// He types line after line: the saved configuration is removed, saved, and given one equivalent after
// the other. Each line ends in an echo that is printed when the machine has said that the line is
// done, so the output says to the last moment what may not be lost any more.
#pragma once

#include <fmt/format.h>

#include "tests/cli/program.hpp"

namespace giosim::cli {

class Saving {
 public:
  static constexpr int kRound = 6;  // lines until the configuration is removed again

  explicit Saving(const TempFolder& folder) : folder_(folder) {
    folder.write("a.yaml", scenario("a", "",
                                    "[{boot: server}, {enable_pi: server}, {shutdown: server}]"));
    const Ended made = giosim(folder, {"run", "-q", "--disk", "m.db", "a.yaml"});
    INFO(made.err);
    REQUIRE(made.code == 0);
  }

  // The equivalents of lan0, in the order in which they were added.
  using Equivalents = std::vector<std::string>;

  // The n-th line makes `before` this. A boot saves what is not saved yet: no entry and an entry
  // without equivalents come to the same.
  static Equivalents after(int n, Equivalents before) {
    if (n % kRound == 1) before.clear();
    if (n % kRound > 2 || n % kRound == 0) before.push_back(equivalent(n));
    return before;
  }

  // What the first lines make of a machine on which nothing was added.
  static Equivalents after_all(int lines) {
    Equivalents equivalents;
    for (int n = 1; n <= lines; ++n) equivalents = after(n, equivalents);
    return equivalents;
  }

  // A session of the lines first .. last, whose power is cut at its end.
  std::unique_ptr<Program> session(int first, int last, const Program::Setup& setup = [] {}) const {
    std::string lines;
    for (int n = first; n <= last; ++n) lines += line(n);
    folder_.write("in", lines);
    const std::string in = (folder_ / "in").string();
    return std::make_unique<Program>(
        folder_, std::vector<std::string>{"shell", "--power-cut", "--disk", "m.db"}, [=] {
          Program::redirect(0, in.c_str(), O_RDONLY);
          setup();
        });
  }

  // The lines that were done, by what was printed.
  static std::vector<int> done(const std::string& out) {
    std::vector<int> lines;
    for (std::size_t at = 0, end = 0; (end = out.find('\n', at)) != std::string::npos; at = end + 1)
      if (out.compare(at, 5, "done ") == 0) lines.push_back(std::stoi(out.substr(at + 5)));
    return lines;
  }

  // What a giosim that meets no trouble finds in the file. It must have nothing to complain of.
  Equivalents found(const Program::Setup& setup = [] {}) const {
    const Ended read =
        giosim(folder_, {"exec", "--power-cut", "--disk", "m.db", "hpuxpitool", "-g"}, setup);
    CHECK(read.code == 0);
    CHECK(read.err == "");
    INFO(read.out);
    const std::size_t entry = read.out.find("\nlan0");
    REQUIRE(entry != std::string::npos);
    CHECK(read.out.find("\nlan", entry + 1) == std::string::npos);
    const std::size_t end = read.out.find('\n', entry + 1);
    std::string list = read.out.substr(0, end).substr(read.out.rfind(' ', end) + 1);
    Equivalents equivalents;
    if (list == "-") return equivalents;
    for (std::size_t comma = 0; comma != std::string::npos;) {
      comma = list.find(',');
      equivalents.push_back(list.substr(0, comma));
      list.erase(0, comma + 1);
    }
    return equivalents;
  }

 private:
  static std::string equivalent(int n) { return fmt::format("0x02000{:07X}", n); }

  static std::string line(int n) {
    std::string command = "hpuxpitool -a 0x00306E00000A " + equivalent(n);
    if (n % kRound == 1) command = "hpuxpitool -r";
    if (n % kRound == 2) command = "hpuxpitool -s";
    return fmt::format("{} && echo done {}\n", command, n);
  }

  const TempFolder& folder_;
};

// In a child: the host goes wrong at the n-th call that changes a file (failing_host.c).
struct HostTrouble {
  std::string how;
  bool onward = false;

  // A host without trouble, on which a sync takes no time.
  static Program::Setup none() { return HostTrouble{"none"}.at(0, ""); }

  Program::Setup at(int n, const fs::path& struck) const {
    const std::string library = c_program("libfailing_host.so").string();
    return [*this, n, library, struck = struck.string()] {
      setenv("FAILING_HOST_AT", std::to_string(n).c_str(), 1);
      setenv("FAILING_HOST_HOW", how.c_str(), 1);
      setenv("FAILING_HOST_ONWARD", onward ? "1" : "0", 1);
      setenv("FAILING_HOST_STRUCK", struck.c_str(), 1);
      setenv("LD_PRELOAD", library.c_str(), 1);
    };
  }
};

}  // namespace giosim::cli
