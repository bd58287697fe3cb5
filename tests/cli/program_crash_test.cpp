// A giosim that is killed, or whose host goes wrong, in the middle of its work on a machine's file:
// no save that it has acknowledged is lost, and the file opens whole, or is said to be broken.

#include <algorithm>
#include <catch2/catch.hpp>
#include <cerrno>

#include "tests/cli/saving.hpp"

namespace giosim::cli {
namespace {

// The same numbers in every run of the test.
class Draws {
 public:
  explicit Draws(std::uint64_t seed) : state_(seed) {}
  std::uint64_t below(std::uint64_t bound) {  // splitmix64
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (z ^ (z >> 31)) % bound;
  }

 private:
  std::uint64_t state_;
};

void kill_at_random_moments(int rounds, std::uint64_t seed) {
  constexpr int kLines = 60;
  using Clock = std::chrono::steady_clock;
  const TempFolder folder;
  const Saving saving(folder);

  const auto start = Clock::now();
  REQUIRE(Saving::done(saving.session(1, kLines)->ends().out).size() == kLines);
  const auto whole = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start);

  Draws draws(seed);
  Saving::Equivalents known = saving.found();
  int next = kLines + 1, in_the_middle = 0;
  for (int round = 0; round < rounds; ++round) {
    const auto program = saving.session(next, next + kLines - 1);
    std::this_thread::sleep_for(std::chrono::microseconds(
        draws.below(static_cast<std::uint64_t>(whole.count()))));
    program->send(SIGKILL);
    const Ended ended = program->ends();

    const std::vector<int> done = Saving::done(ended.out);
    for (const int n : done) known = Saving::after(n, known);
    const int last = done.empty() ? next - 1 : done.back();
    REQUIRE(static_cast<int>(done.size()) == last - next + 1);
    if (ended.signal == SIGKILL && !done.empty()) ++in_the_middle;
    const Saving::Equivalents found = saving.found();

    INFO("round " << round << " of seed " << seed << ": killed when line " << last
                  << " was done");
    const Saving::Equivalents one_more =
        last < next + kLines - 1 ? Saving::after(last + 1, known) : known;
    CHECK((found == known || found == one_more));
    known = found;
    next = last + 2;
  }
  CHECK(in_the_middle > rounds / 4);
}

TEST_CASE("SIGKILL at a random moment loses no save that was acknowledged", "[cli][crash]") {
  kill_at_random_moments(20, 1);
}

// By hand, with GIOSIM_CRASH_SEED for other moments.
TEST_CASE("SIGKILL at thousands of random moments", "[.crashes]") {
  const char* const seed = std::getenv("GIOSIM_CRASH_SEED");
  kill_at_random_moments(3000, seed ? std::stoull(seed) : 2);
}

// Walks the trouble over all calls of a session that removes, saves, and adds two equivalents.
void trouble_at_every_call(const HostTrouble& trouble) {
  constexpr int kLines = 4;
  const TempFolder folder;
  const Saving saving(folder);
  const std::string whole = text_of(folder / "m.db");
  bool was_refused = false, was_told = false;
  for (int nth = 1;; ++nth) {
    fs::remove(folder / "m.db-journal");
    folder.write("m.db", whole);
    fs::remove(folder / "struck");

    const Ended ended = saving.session(1, kLines, trouble.at(nth, folder / "struck"))->ends();
    const bool struck = fs::exists(folder / "struck");
    const std::vector<int> done = Saving::done(ended.out);
    const Saving::Equivalents found = saving.found(HostTrouble::none());

    INFO(trouble.how << " at call " << nth << (trouble.onward ? " and onward" : "") << "\n"
                     << ended.out << ended.err);
    // A line that was refused holds in memory, as it says; the next one that is done has it, too.
    const int last = done.empty() ? 0 : done.back();
    const Saving::Equivalents known = Saving::after_all(last);
    const Saving::Equivalents one_more = Saving::after_all(std::min(last + 1, kLines));
    if (!struck) {
      CHECK(ended.code == 0);
      CHECK(done.size() == kLines);
      CHECK(found == known);
      break;
    }
    if (trouble.how == "kill") {
      CHECK(ended.signal == SIGKILL);
      CHECK((found == known || found == one_more));
      continue;
    }
    REQUIRE(ended.signal == 0);
    if (trouble.how == "short") {  // no error: less than was asked for, and the rest follows
      CHECK(done.size() == kLines);
      CHECK(ended.err == "giosim: server is off; it is powered on\n");
    }
    // What was refused is not there, unless the host fails to the end, and began to at the very moment
    // at which a commit counts: then it may be.
    CHECK((found == known || (trouble.onward && found == one_more)));
    if (done.size() == kLines) continue;
    // Whoever was not served was told.
    const bool refused = ended.err.find("giosim: 'm.db' cannot be ") != std::string::npos;
    const bool told = (ended.out + ended.err).find("hpuxpitool: ") != std::string::npos;
    CHECK((refused || told));
    was_refused |= refused;
    was_told |= told;
  }
  if (trouble.how != "kill" && trouble.how != "short") {
    CHECK(was_refused);
    CHECK(was_told);
  }
}

TEST_CASE("SIGKILL at every call to the host loses no save that was acknowledged",
          "[cli][crash]") {
  trouble_at_every_call({"kill"});
}

TEST_CASE("a host that writes less than it was asked to loses nothing", "[cli][crash]") {
  trouble_at_every_call({"short"});
  trouble_at_every_call({"short", true});
}

TEST_CASE("a host that fails once loses no save that was acknowledged", "[cli][crash]") {
  const std::string how = GENERATE(as<std::string>(), std::to_string(EIO), std::to_string(ENOSPC),
                                   "torn:" + std::to_string(ENOSPC));
  trouble_at_every_call({how});
}

TEST_CASE("a host that fails from some call on loses no save that was acknowledged",
          "[cli][crash]") {
  const int error = GENERATE(EIO, ENOSPC);
  trouble_at_every_call({std::to_string(error), true});
}

TEST_CASE("a file whose making was interrupted at any call is made by the next run",
          "[cli][crash]") {
  const HostTrouble trouble{GENERATE(as<std::string>(), "kill", "torn:28")};
  for (int nth = 1;; ++nth) {
    const TempFolder folder;
    folder.write("a.yaml", scenario("a", "", "[{boot: server}, {shutdown: server}]"));
    const std::vector<std::string> words{"run", "-q", "--disk", "m.db", "a.yaml"};

    const Ended first = giosim(folder, words, trouble.at(nth, folder / "struck"));
    const bool struck = fs::exists(folder / "struck");
    const Ended again = giosim(folder, words, HostTrouble::none());

    INFO(trouble.how << " at call " << nth << ": " << first.err);
    CHECK(again.code == 0);
    CHECK(again.err == "");
    CHECK(giosim(folder, {"exec", "--disk", "m.db", "hostname"}, HostTrouble::none()).out ==
          "server\n");
    if (!struck) break;
    CHECK((first.signal == SIGKILL) == (trouble.how == "kill"));
  }
}

}  // namespace
}  // namespace giosim::cli
