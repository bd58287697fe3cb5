// Aggregates and VLANs: what the files say, and what they miss.
#include "user/stacked.hpp"

#include <catch2/catch.hpp>

using namespace giosim;
using namespace giosim::user;

namespace {

pi::RcConfigFile file(std::string_view text) {
  auto parsed = pi::RcConfigFile::parse(text);
  REQUIRE(parsed.has_value());
  return std::move(*parsed);
}

std::vector<int> ports_of(const Aggregate& aggregate) {
  std::vector<int> ports;
  for (const Ppa port : aggregate.ports) ports.push_back(port.number);
  return ports;
}

}  // namespace

TEST_CASE("VLANs are read by index. Those without a number get the first free one", "[user]") {
  const Vlans read = read_vlans(
      file("VLAN_PHY_INTERFACE[2]=lan1\nVLAN_ID[2]=75\nVLAN_NAME[2]=honey\nVLAN_PRIORITY[2]=3\n"
           "VLAN_PHY_INTERFACE[0]=lan900; VLAN_ID[0]=7\n"
           "VLAN_PHY_INTERFACE[1]=lan1; VLAN_ID[1]=8; VLAN_VPPA[1]=5000\n"
           "VLAN_PHY_INTERFACE[3]=lan1; VLAN_ID[3]=9; VLAN_VPPA[3]=6050\n"
           "VLAN_PHY_INTERFACE[4]=\"\"\n"));

  CHECK(read.problems.empty());
  REQUIRE(read.vlans.size() == 4);
  CHECK(read.vlans[0] == Vlan{Ppa{5001}, "lan900", 7, 0, "UNNAMED", 0});
  CHECK(read.vlans[1] == Vlan{Ppa{5000}, "lan1", 8, 0, "UNNAMED", 1});
  CHECK(read.vlans[2] == Vlan{Ppa{5002}, "lan1", 75, 3, "honey", 2});
  CHECK(read.vlans[3] == Vlan{Ppa{6050}, "lan1", 9, 0, "UNNAMED", 3});
}

TEST_CASE("a VLAN that makes no sense is a problem, the others hold", "[user]") {
  const Vlans read = read_vlans(
      file("VLAN_PHY_INTERFACE[0]=eth0\n"
           "VLAN_PHY_INTERFACE[1]=lan1; VLAN_ID[1]=4095\n"
           "VLAN_PHY_INTERFACE[2]=lan1; VLAN_VPPA[2]=4999\n"
           "VLAN_PHY_INTERFACE[3]=lan1; VLAN_VPPA[3]=5000\n"
           "VLAN_PHY_INTERFACE[4]=lan2; VLAN_VPPA[4]=5000\n"
           "VLAN_PHY_INTERFACE[5]=lan2; VLAN_PRIORITY[5]=high\n"));

  const std::string path(kVlanconf);
  CHECK(read.problems == std::vector<ConfProblem>{
                             {path, 0, "VLAN_PHY_INTERFACE is 'eth0'; expected one like lan0"},
                             {path, 1, "VLAN_ID is '4095'; expected 0 to 4094"},
                             {path, 2, "VLAN_VPPA is '4999'; expected 5000 to 8999"},
                             {path, 4, "lan5000 is a VLAN already"},
                             {path, 5, "VLAN_PRIORITY is 'high'; expected 0 to 7"}});
  REQUIRE(read.vlans.size() == 1);
  CHECK(read.vlans[0].index == 3);
}

TEST_CASE("when every VLAN number is taken, that is said", "[user]") {
  pi::RcConfigFile conf;
  for (int i = 0; i <= 4000; ++i) conf.set("VLAN_PHY_INTERFACE", i, "lan0");

  const Vlans read = read_vlans(conf);

  CHECK(read.vlans.size() == 4000);
  CHECK(read.vlans.back().ppa == kLastVlan);
  REQUIRE(read.problems.size() == 1);
  CHECK(read.problems[0].because == "no number from lan5000 to lan8999 is left");
}

TEST_CASE("an aggregate names its ports by their PPAs, or by key and group", "[user]") {
  const Aggregates read = read_aggregates(
      file("HP_APA_DEFAULT_PORT_MODE=MANUAL\n"
           "HP_APA_INTERFACE_NAME[1]=\"lan900\"\nHP_APA_LOAD_BALANCE_MODE[1]=\"LB_PORT\"\n"
           "HP_APA_HOT_STANDBY[1]=\"off\"\nHP_APA_MANUAL_LA[1]=\"2,3,4\"\n"
           "HP_APA_INTERFACE_NAME[0]=lan901; HP_APA_KEY[0]=77; HP_APA_HOT_STANDBY[0]=on\n"
           "HP_APA_INTERFACE_NAME[2]=lan902; HP_APA_GROUP_CAPABILITY[2]=5\n"),
      file("HP_APAPORT_INTERFACE_NAME[0]=lan6; HP_APAPORT_CONFIG_MODE[0]=LACP_AUTO; "
           "HP_APAPORT_KEY[0]=77\n"
           "HP_APAPORT_INTERFACE_NAME[1]=lan5; HP_APAPORT_CONFIG_MODE[1]=LACP_AUTO; "
           "HP_APAPORT_KEY[1]=77\n"
           "HP_APAPORT_INTERFACE_NAME[2]=lan8; HP_APAPORT_CONFIG_MODE[2]=FEC_AUTO; "
           "HP_APAPORT_GROUP_CAPABILITY[2]=5\n"
           "HP_APAPORT_INTERFACE_NAME[3]=lan9; HP_APAPORT_CONFIG_MODE[3]=MANUAL; "
           "HP_APAPORT_KEY[3]=77\n"));

  CHECK(read.problems.empty());
  REQUIRE(read.aggregates.size() == 3);
  CHECK(read.aggregates[0].ppa == Ppa{901});
  CHECK(read.aggregates[0].hot_standby);
  CHECK(ports_of(read.aggregates[0]) == std::vector<int>{6, 5});
  CHECK(read.aggregates[1].load_balance == "LB_PORT");
  CHECK(ports_of(read.aggregates[1]) == std::vector<int>{2, 3, 4});
  CHECK(ports_of(read.aggregates[2]) == std::vector<int>{8});
}

TEST_CASE("an aggregate that makes no sense is a problem, the others hold", "[user]") {
  const Aggregates read =
      read_aggregates(file("HP_APA_INTERFACE_NAME[0]=lan950\n"
                           "HP_APA_INTERFACE_NAME[1]=lan900; HP_APA_MANUAL_LA[1]=2,lan3\n"
                           "HP_APA_INTERFACE_NAME[2]=lan901; HP_APA_MANUAL_LA[2]=2,3\n"
                           "HP_APA_INTERFACE_NAME[3]=lan901\n"
                           "HP_APA_INTERFACE_NAME[4]=lan902; HP_APA_MANUAL_LA[4]=3,4\n"),
                      file("HP_APAPORT_INTERFACE_NAME[7]=port6\n"));

  std::vector<std::string> problems;
  for (const ConfProblem& problem : read.problems)
    problems.push_back(std::to_string(problem.index) + ' ' + problem.because);
  CHECK(problems == std::vector<std::string>{
                        "7 HP_APAPORT_INTERFACE_NAME is 'port6'; expected one like lan0",
                        "0 HP_APA_INTERFACE_NAME is 'lan950'; expected lan900 to lan949",
                        "1 HP_APA_MANUAL_LA is '2,lan3'; expected PPAs, as in 2,3",
                        "3 lan901 is named twice", "4 lan3 is a port of lan901 already"});
  REQUIRE(read.aggregates.size() == 2);
  CHECK(ports_of(read.aggregates[1]) == std::vector<int>{4});
}

TEST_CASE("what is not there is named. An aggregate comes up with what is", "[user]") {
  const std::set<Ppa> present = {Ppa{2}, Ppa{4}, Ppa{900}};
  const Aggregate some{.ppa = Ppa{900}, .ports = {Ppa{2}, Ppa{3}, Ppa{4}}};
  const Aggregate none{.ppa = Ppa{901}, .ports = {Ppa{5}}};
  const Vlan on_aggregate{.ppa = Ppa{5000}, .over = "lan900"};
  const Vlan on_nothing{.ppa = Ppa{5001}, .over = "lan3"};

  CHECK(missing_of(some, present) == std::vector<PpaMissing>{{"lan900", Ppa{3}}});
  CHECK(comes_up(some, present));
  CHECK(missing_of(none, present) == std::vector<PpaMissing>{{"lan901", Ppa{5}}});
  CHECK_FALSE(comes_up(none, present));
  CHECK(comes_up(on_aggregate, present));
  CHECK(missing_of(on_nothing, present) == PpaMissing{"lan5001", Ppa{3}});
  CHECK_FALSE(comes_up(on_nothing, present));
  CHECK_FALSE(comes_up(Aggregate{.ppa = Ppa{902}}, present));
}
