// F1-F3: which settings move from which file into which, and what stays.
#include "pi/fix_up.hpp"

#include <map>

#include "pi/rc_config_file.hpp"
#include "tests/pi/pi_fixture.hpp"
#include "tests/property.hpp"

using namespace giosim;
using namespace giosim::pi;

namespace {

using Files = std::map<std::string, std::string, std::less<>>;

const std::string kIgelanconf = "/etc/rc.config.d/hpigelanconf";
const std::string kIexgbeconf = "/etc/rc.config.d/hpiexgbeconf";
const std::string kIgssnconf = "/etc/rc.config.d/hpigssnconf";

Move move_of(int instance, std::vector<DriverName> from = {"igelan"}, DriverName to = "iexgbe") {
  return {Instance{instance}, kMacA, std::move(from), to};
}

FixUp plan(const std::vector<Move>& moves, const Files& files) {
  return plan_fix_up(moves, [&](std::string_view path) -> std::optional<std::string> {
    const auto found = files.find(path);
    return found == files.end() ? std::nullopt : std::optional(found->second);
  });
}

Files after(const FixUp& fix_up, Files files) {
  for (const ReplacedFile& file : fix_up.files) {
    const auto found = files.find(file.path);
    CHECK(file.before == (found == files.end() ? std::nullopt : std::optional(found->second)));
    files[file.path] = file.after;
  }
  return files;
}

// Twice is once (F3).
Files fixed_up(const std::vector<Move>& moves, const Files& files) {
  const Files once = after(plan(moves, files), files);
  CHECK(plan(moves, once).files.empty());
  return once;
}

Lines words(const std::vector<SettingCarried>& carried) {
  Lines lines;
  for (const SettingCarried& one : carried)
    lines.push_back(one.interface + ' ' + one.setting + '=' + one.value);
  return lines;
}
Lines words(const std::vector<SettingIgnored>& ignored) {
  Lines lines;
  for (const SettingIgnored& one : ignored) lines.push_back(one.interface + ' ' + one.setting);
  return lines;
}

}  // namespace

TEST_CASE("F1: what every driver has moves into the file of the driver now", "[pi]") {
  const Files files = {{kIgelanconf,
                        "# igelan\n"
                        "HP_IGELAN_INTERFACE_NAME[3]=lan0\n"
                        "HP_IGELAN_STATION_ADDRESS[3]=0x020000000001\n"
                        "HP_IGELAN_MTU[3]=\"9000\"\n"
                        "HP_IGELAN_SPEED[3]=auto_on\n"
                        "HP_IGELAN_INTERFACE_NAME[0]=lan1\n"
                        "HP_IGELAN_MTU[0]=1500\n"}};

  const FixUp fix_up = plan({move_of(0)}, files);

  CHECK(words(fix_up.carried) ==
        Lines{"lan0 STATION_ADDRESS=0x020000000001", "lan0 MTU=9000", "lan0 SPEED=auto_on"});
  CHECK(fix_up.carried[0].from_file == kIgelanconf);
  CHECK(fix_up.carried[0].to_file == kIexgbeconf);
  CHECK(fix_up.ignored.empty());
  CHECK(fix_up.refused.empty());
  CHECK(fix_up.done == std::vector<Move>{move_of(0)});
  CHECK(fixed_up({move_of(0)}, files) ==
        Files{{kIgelanconf,
               "# igelan\n"
               "HP_IGELAN_INTERFACE_NAME[0]=lan1\n"
               "HP_IGELAN_MTU[0]=1500\n"},
              {kIexgbeconf,
               "HP_IEXGBE_INTERFACE_NAME[0]=lan0\n"
               "HP_IEXGBE_STATION_ADDRESS[0]=0x020000000001\n"
               "HP_IEXGBE_MTU[0]=9000\n"
               "HP_IEXGBE_SPEED[0]=auto_on\n"}});
}

TEST_CASE("F1: the older DUPLEX is carried beside SPEED", "[pi]") {
  const Files files = {{"/etc/rc.config.d/hpbtlanconf",
                        "HP_BTLAN_INTERFACE_NAME[0]=lan2; HP_BTLAN_SPEED[0]=100\n"
                        "HP_BTLAN_DUPLEX[0]=FULL\n"
                        "HP_BTLAN_INIT_ARGS=\"HP_BTLAN_SPEED\"   # reserved by HP\n"}};

  CHECK(fixed_up({move_of(2, {"btlan"}, "igelan")}, files).at(kIgelanconf) ==
        "HP_IGELAN_INTERFACE_NAME[0]=lan2\nHP_IGELAN_SPEED[0]=100\nHP_IGELAN_DUPLEX[0]=FULL\n");
  CHECK(plan({move_of(2, {"btlan"}, "igelan")}, files).ignored.empty());
}

TEST_CASE("F1: a free index is one at which nothing has a value. A template is filled in",
          "[pi]") {
  const Files files = {{kIgelanconf, "HP_IGELAN_INTERFACE_NAME[0]=lan0\nHP_IGELAN_MTU[0]=9000\n"},
                       {kIexgbeconf,
                        "HP_IEXGBE_INTERFACE_NAME[2]=lan7\n"
                        "HP_IEXGBE_MTU[0]=1400   # whose?\n"
                        "HP_IEXGBE_INTERFACE_NAME[1]=\n"
                        "HP_IEXGBE_MTU[1]=\"\"\n"}};

  CHECK(fixed_up({move_of(0)}, files).at(kIexgbeconf) ==
        "HP_IEXGBE_INTERFACE_NAME[2]=lan7\n"
        "HP_IEXGBE_MTU[0]=1400   # whose?\n"
        "HP_IEXGBE_INTERFACE_NAME[1]=lan0\n"
        "HP_IEXGBE_MTU[1]=\"9000\"\n");
}

TEST_CASE("F1: an interface that the other file has already keeps its index there. The value that "
          "came along counts",
          "[pi]") {
  const Files files = {
      {kIgelanconf, "HP_IGELAN_INTERFACE_NAME[0]=lan0\nHP_IGELAN_MTU[0]=9000\n"},
      {kIexgbeconf,
       "HP_IEXGBE_VMTU[4]=32160\nHP_IEXGBE_MTU[4]=1500\nHP_IEXGBE_INTERFACE_NAME[4]=lan0\n"}};

  CHECK(fixed_up({move_of(0)}, files) ==
        Files{{kIgelanconf, ""},
              {kIexgbeconf,
               "HP_IEXGBE_VMTU[4]=32160\nHP_IEXGBE_MTU[4]=9000\n"
               "HP_IEXGBE_INTERFACE_NAME[4]=lan0\n"}});
}

TEST_CASE("F2: what only the driver before had stays under its name", "[pi]") {
  const Files files = {{kIgelanconf,
                        "HP_IGELAN_INTERFACE_NAME[0]=lan0\n"
                        "HP_IGELAN_MTU[0]=9000\n"
                        "HP_IGELAN_SEND_CKO[0]=ON\n"
                        "HP_IGELAN_VMTU=32160\n"}};

  const FixUp fix_up = plan({move_of(0)}, files);

  CHECK(words(fix_up.ignored) == Lines{"lan0 SEND_CKO", "lan0 VMTU"});
  CHECK(fix_up.ignored[0].file == kIgelanconf);
  CHECK(fixed_up({move_of(0)}, files) ==
        Files{{kIgelanconf,
               "HP_IGELAN_INTERFACE_NAME[0]=lan0\n"
               "HP_IGELAN_SEND_CKO[0]=ON\n"
               "HP_IGELAN_VMTU=32160\n"},
              {kIexgbeconf, "HP_IEXGBE_INTERFACE_NAME[0]=lan0\nHP_IEXGBE_MTU[0]=9000\n"}});
}

TEST_CASE("F2: back with the driver before, what only it has is still there", "[pi]") {
  const Files files = {{kIgelanconf,
                        "HP_IGELAN_INTERFACE_NAME[5]=lan0\n"
                        "HP_IGELAN_MTU[5]=9000\n"
                        "HP_IGELAN_SEND_CKO[5]=ON\n"}};

  const Files away = fixed_up({move_of(0)}, files);
  const Files back = fixed_up({move_of(0, {"iexgbe"}, "igelan")}, away);

  CHECK(back.at(kIgelanconf) ==
        "HP_IGELAN_INTERFACE_NAME[5]=lan0\nHP_IGELAN_SEND_CKO[5]=ON\nHP_IGELAN_MTU[5]=9000\n");
  CHECK(back.at(kIexgbeconf).empty());
}

TEST_CASE("F1: a value for all ports comes along, and stays for the others", "[pi]") {
  const Files files = {{kIgelanconf,
                        "HP_IGELAN_MTU=9000\n"
                        "HP_IGELAN_STATION_ADDRESS=0x020000000001\n"
                        "HP_IGELAN_INTERFACE_NAME[0]=lan0\n"
                        "HP_IGELAN_MTU[0]=1400\n"}};

  const Files now = fixed_up({move_of(0), move_of(1)}, files);

  CHECK(now.at(kIgelanconf) ==
        "HP_IGELAN_MTU=9000\nHP_IGELAN_STATION_ADDRESS=0x020000000001\n");
  CHECK(now.at(kIexgbeconf) ==
        "HP_IEXGBE_INTERFACE_NAME[0]=lan0\nHP_IEXGBE_MTU[0]=1400\n"
        "HP_IEXGBE_INTERFACE_NAME[1]=lan1\nHP_IEXGBE_MTU[1]=9000\n");
}

TEST_CASE("F3: a file that cannot be parsed stays, its moves are left, the others are done",
          "[pi]") {
  const Files files = {{kIgelanconf, "HP_IGELAN_INTERFACE_NAME[0]=lan0\nif true; then\n"},
                       {kIgssnconf, "HP_IGSSN_INTERFACE_NAME[0]=lan1\nHP_IGSSN_MTU[0]=9000\n"}};

  const FixUp fix_up =
      plan({move_of(0), move_of(1, {"igssn"}), move_of(2, {"igelan"}, "igssn")}, files);

  REQUIRE(fix_up.refused.size() == 1);
  CHECK(fix_up.refused[0].file == kIgelanconf);
  CHECK(fix_up.refused[0].line == 2);
  CHECK(fix_up.refused[0].because == "'if' is no assignment");
  CHECK(fix_up.done == std::vector<Move>{move_of(1, {"igssn"})});
  CHECK(words(fix_up.carried) == Lines{"lan1 MTU=9000"});
  CHECK(after(fix_up, files).at(kIgelanconf) == files.at(kIgelanconf));
}

TEST_CASE("F3: the file of the driver now is as good a reason to leave all alone", "[pi]") {
  const Files files = {{kIgelanconf, "HP_IGELAN_INTERFACE_NAME[0]=lan0\nHP_IGELAN_MTU[0]=9000\n"},
                       {kIexgbeconf, "HP_IEXGBE_MTU[0]=\"9000\n"}};

  const FixUp fix_up = plan({move_of(0)}, files);

  CHECK(fix_up.files.empty());
  CHECK(fix_up.done.empty());
  CHECK(fix_up.refused.at(0).because == "a quote (\") is not closed");
}

TEST_CASE("F3: a file that names an interface twice is refused", "[pi]") {
  const Files files = {{kIgelanconf,
                        "HP_IGELAN_INTERFACE_NAME[0]=lan0\n"
                        "HP_IGELAN_INTERFACE_NAME[3]=lan1\n"
                        "HP_IGELAN_INTERFACE_NAME[1]=lan0\n"}};

  const FixUp fix_up = plan({move_of(1)}, files);

  REQUIRE(fix_up.refused.size() == 1);
  CHECK(fix_up.refused[0].line == 3);
  CHECK(fix_up.refused[0].because == "lan0 is named twice, with index 0 and 1");
  CHECK(fix_up.done.empty());
}

TEST_CASE("a driver that cannot have a file has nothing to carry", "[pi]") {
  const FixUp fix_up = plan({move_of(0, {"we-ird"}), move_of(1, {"igelan"}, "Odd")}, {});

  CHECK(fix_up.files.empty());
  CHECK(fix_up.refused.empty());
  CHECK(fix_up.done.size() == 2);
}

TEST_CASE("of several drivers before, the newest counts", "[pi]") {
  const Files files = {
      {kIgelanconf, "HP_IGELAN_INTERFACE_NAME[0]=lan0\nHP_IGELAN_MTU[0]=1400\n"
                    "HP_IGELAN_SPEED[0]=100FD\n"},
      {kIexgbeconf, "HP_IEXGBE_INTERFACE_NAME[0]=lan0\nHP_IEXGBE_MTU[0]=9000\n"}};

  CHECK(fixed_up({move_of(0, {"igelan", "iexgbe"}, "igssn")}, files).at(kIgssnconf) ==
        "HP_IGSSN_INTERFACE_NAME[0]=lan0\nHP_IGSSN_MTU[0]=9000\nHP_IGSSN_SPEED[0]=100FD\n");
}

TEST_CASE("two interfaces change their drivers with each other", "[pi]") {
  const Files files = {
      {kIgelanconf, "HP_IGELAN_INTERFACE_NAME[0]=lan0\nHP_IGELAN_MTU[0]=1400\n"},
      {kIexgbeconf, "HP_IEXGBE_INTERFACE_NAME[0]=lan1\nHP_IEXGBE_MTU[0]=9000\n"}};

  CHECK(fixed_up({move_of(0), move_of(1, {"iexgbe"}, "igelan")}, files) ==
        Files{{kIgelanconf, "HP_IGELAN_INTERFACE_NAME[1]=lan1\nHP_IGELAN_MTU[1]=9000\n"},
              {kIexgbeconf, "HP_IEXGBE_INTERFACE_NAME[1]=lan0\nHP_IEXGBE_MTU[1]=1400\n"}});
}

TEST_CASE("whatever the files say: twice is once, no setting is lost, no driver's own is touched",
          "[pi]") {
  static constexpr std::string_view kLines[] = {
      "INTERFACE_NAME[0]=lan0", "INTERFACE_NAME[1]=lan1", "INTERFACE_NAME[2]=lan2",
      "INTERFACE_NAME[3]=lan1", "MTU[0]=9000",            "MTU[1]='1400' # why",
      "MTU[2]=1500",            "SPEED[1]=100FD",         "MTU=4000",
      "VMTU[0]=1",              "SEND_CKO[1]=ON",         "STATION_ADDRESS[0]=0x020000000001",
      "VMTU=32160",             "INTERFACE_NAME[4]=",     "MTU[4]=\"\""};
  const auto file_from = [](const std::string& prefix, const std::vector<std::uint8_t>& bytes) {
    std::string text;
    for (const std::uint8_t byte : bytes)
      text += prefix + std::string(kLines[byte % std::size(kLines)]) + '\n';
    return text;
  };
  const auto own_lines = [](const std::string& text) {
    std::vector<std::string> own;
    const auto file = RcConfigFile::parse(text);
    REQUIRE(file.has_value());
    for (const Assignment& one : file->assignments())
      if (one.variable.contains("VMTU") || one.variable.contains("CKO"))
        own.push_back(one.variable + one.value);
    return own;
  };
  int carried = 0;
  check_property({.values = 2000, .size = 8}, [&] {
    const Files files = {{kIgelanconf, file_from("HP_IGELAN_", any_list<std::uint8_t>())},
                         {kIexgbeconf, file_from("HP_IEXGBE_", any_list<std::uint8_t>())}};
    const std::vector<Move> moves = {move_of(0), move_of(1)};
    const FixUp fix_up = plan(moves, files);
    const Files once = after(fix_up, files);

    RC_ASSERT(plan(moves, once).files.empty());
    RC_ASSERT(own_lines(once.at(kIgelanconf)) == own_lines(files.at(kIgelanconf)));
    RC_ASSERT(own_lines(once.at(kIexgbeconf)) == own_lines(files.at(kIexgbeconf)));
    RC_ASSERT(fix_up.done.empty() == !fix_up.refused.empty());
    const RcConfigFile now = RcConfigFile::parse(once.at(kIexgbeconf)).value();
    for (const SettingCarried& one : fix_up.carried) {
      ++carried;
      int found = 0;
      for (const int index : now.indices("HP_IEXGBE_INTERFACE_NAME"))
        if (now.value("HP_IEXGBE_INTERFACE_NAME", index) == one.interface) {
          ++found;
          RC_ASSERT(now.value("HP_IEXGBE_" + one.setting, index) == one.value);
        }
      RC_ASSERT(found == 1);
    }
  });
  CHECK(carried > 200);
}
