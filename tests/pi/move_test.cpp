// Which interfaces ask for a fix-up, and what is kept in mind of those that did not get it.
#include "pi/move.hpp"

#include "tests/pi/pi_fixture.hpp"

using namespace giosim;
using namespace giosim::pi;

TEST_CASE("a NIC that holds its entry's instance with another driver asks for a move", "[pi]") {
  const std::vector<krs::PiEntry> entries = {entry("0/1", 0, {kMacA}), entry("0/2", 1, {kMacB})};

  const auto moves = moves_of(
      entries, {entry("0/9", 1, {kMacB}), entry("0/8", 0, {kMacA}, "iexgbe")}, {});

  CHECK(moves == std::vector<Move>{{Instance{0}, kMacA, {"igelan"}, "iexgbe"}});
}

TEST_CASE("an equivalent is as good as its own MAC address", "[pi]") {
  CHECK(moves_of({entry("0/1", 0, {kMacA, kMacB})}, {entry("0/9", 0, {kMacB}, "igssn")}, {}) ==
        std::vector<Move>{{Instance{0}, kMacB, {"igelan"}, "igssn"}});
}

TEST_CASE("a NIC without its old instance asks for nothing: the name is another", "[pi]") {
  const std::vector<krs::PiEntry> entries = {entry("0/1", 0, {kMacA}), entry("0/2", 1, {kMacB})};

  CHECK(moves_of(entries, {entry("0/8", 2, {kMacA}, "iexgbe")}, {}).empty());
  CHECK(moves_of(entries, {entry("0/8", 1, {kMacA}, "iexgbe")}, {}).empty());
  CHECK(moves_of(entries, {entry("0/8", 0, {kMacC}, "iexgbe")}, {}).empty());
}

TEST_CASE("drivers that are pending come before the entry's", "[pi]") {
  const std::vector<krs::PiEntry> entries = {entry("0/1", 0, {kMacA}, "iexgbe")};
  const PendingMoves pending = {{Instance{0}, {kMacA, {"iether", "igelan"}}}};
  const auto from = [&](DriverName now) {
    const auto moves = moves_of(entries, {entry("0/8", 0, {kMacA}, now)}, pending);
    return moves.empty() ? std::vector<DriverName>{} : moves.front().from;
  };

  CHECK(from("igssn") == std::vector<DriverName>{"iether", "igelan", "iexgbe"});
  CHECK(from("iexgbe") == std::vector<DriverName>{"iether", "igelan"});
  CHECK(from("igelan") == std::vector<DriverName>{"iether", "iexgbe"});
}

TEST_CASE("what is pending for another NIC is not ours", "[pi]") {
  const PendingMoves pending = {{Instance{0}, {kMacC, {"iether"}}}};

  CHECK(moves_of({entry("0/1", 0, {kMacA})}, {entry("0/8", 0, {kMacA})}, pending).empty());
}

TEST_CASE("what was done is not pending, what was left is, an absent NIC's stays", "[pi]") {
  const std::vector<krs::PiEntry> entries = {entry("0/1", 0, {kMacA}), entry("0/2", 1, {kMacB}),
                                             entry("0/3", 2, {kMacC})};
  const std::vector<Present> present = {entry("0/8", 0, {kMacA}, "iexgbe"),
                                        entry("0/9", 1, {kMacB}, "iexgbe")};
  const PendingMoves before = {{Instance{0}, {kMacA, {"iether"}}},
                               {Instance{2}, {kMacC, {"iether"}}},
                               {Instance{3}, {kMacC, {"iether"}}}};
  const auto moves = moves_of(entries, present, before);
  REQUIRE(moves.size() == 2);

  const auto left = without(moves, {moves[0], {Instance{1}, kMacB, {"igelan"}, "igssn"}});

  CHECK(still_pending(before, entries, present, left) ==
        PendingMoves{{Instance{1}, {kMacB, {"igelan"}}}, {Instance{2}, {kMacC, {"iether"}}}});
}

TEST_CASE("pending moves are found again in KRS. What makes no sense is skipped", "[pi]") {
  krs::KrsFixture f;
  const PendingMoves moves = {{Instance{0}, {kMacA, {"iether"}}},
                              {Instance{12}, {kMacB, {"igelan", "iexgbe"}}}};

  write_pending(f.krs, moves);
  for (const auto& [path, text] : std::map<std::string, std::string>{
           {"x", "0x00306E00000A igelan"}, {"3", "igelan"}, {"4", "0x00306E00000A "},
           {"5", "0x00306E00000A a,,b"}, {"6", "0x01306E00000A igelan"}, {"", "rubbish"}})
    f.krs.set(std::string(kPendingMoves) + path, text, krs::Half::persistent_half);

  CHECK(read_pending(f.krs) == moves);
  write_pending(f.krs, {});
  CHECK(f.krs.below(kPendingMoves).empty());
}
