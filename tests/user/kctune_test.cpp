// kctune(1M) and kcmodule(1M) at a terminal.
#include <catch2/catch.hpp>

#include "pi/software.hpp"
#include "tests/user/terminal.hpp"

using namespace giosim;
using namespace giosim::user;

namespace {

// The switch at its default.
machine::Image off() {
  machine::Image image;
  image.tunable = 0;
  return image;
}

constexpr const char* kHead = "Tunable                      Value  Expression  Changes\n";

}  // namespace

TEST_CASE("T1: kctune asks for all, one or several tunables", "[user][kctune]") {
  Terminal terminal({{"0/1/1/0", nic(kMacA)}});
  const std::string on = "gio_portable_image           1      1           Immed\n";
  const std::string nproc = "nproc                        4200   Default     Immed\n";

  CHECK(terminal.type("kctune") == kHead + on + nproc);
  CHECK(terminal.type("kctune gio_portable_image") == kHead + on);
  CHECK(terminal.type("kctune -q nproc gio_portable_image") == kHead + nproc + on);
  CHECK(terminal.type("kctune -S") == kHead + on);
  CHECK(terminal.type("kctune -D") == kHead);
  CHECK(terminal.type_as("operator", "kctune nproc") == kHead + nproc);
  CHECK(terminal.status() == 0);
}

TEST_CASE("T1: what kctune cannot do, it does not begin", "[user][kctune]") {
  Terminal terminal({{"0/1/1/0", nic(kMacA)}}, off());
  const std::pair<const char*, const char*> rows[] = {
      {"kctune portable_image=1",
       "ERROR:   There is no tunable named 'portable_image'; did you mean "
       "'gio_portable_image'?\n"},
      {"kctune nproc=5000 gio_portable_image=2",
       "ERROR:   The value 2 for tunable 'gio_portable_image' is not valid: it must be from 0 to "
       "1.\n"},
      {"kctune gio_portable_image=on",
       "ERROR:   The expression 'on' for tunable 'gio_portable_image' is not valid: 'on' is not a "
       "number; names of tunables within an expression are not emulated.\n"},
      {"kctune nproc=1+", "ERROR:   The expression '1+' for tunable 'nproc' is not valid: a number "
                          "is missing.\n"},
      {"kctune nproc=200 nproc=300", "ERROR:   Tunable 'nproc' is set twice.\n"},
      {"kctune -h", "ERROR:   -h holds a change for the next boot; nothing is to be changed.\n"},
      {"kctune -c x", "ERROR:   There is no saved configuration named 'x'.\n"},
      {"kctune -c backup", "ERROR:   The 'backup' configuration is a file here, "
                           "/stand/backup/system, which kctune writes and does not read.\n"},
      {"kctune -u mine=3", "ERROR:   User-defined tunables (-u) are not emulated: no module would "
                           "read one.\n"},
      {"kctune -P nam", "ERROR:   There is no field named 'nam'; did you mean 'name'?\n"}};
  for (const auto& [line, says] : rows) {
    CHECK(terminal.type(line) == says);
    CHECK(terminal.status() == 2);
  }
  terminal.type_as("operator", "kctune gio_portable_image=1");
  CHECK(terminal.status() == 2);
  CHECK(terminal.err() == "kctune: Permission denied; only root may do this.\n");

  CHECK_FALSE(terminal.os().tunables.portable_image());
  CHECK(terminal.facts().all<TunableSet>().empty());
}

TEST_CASE("T1: a held value counts after the next boot, a default can be held", "[user][kctune]") {
  Terminal terminal({{"0/1/1/0", nic(kMacA)}}, off());

  terminal.type("kctune -K -h gio_portable_image=0x1");
  CHECK(terminal.status() == 1);
  CHECK(terminal.out() ==
        "       * The requested changes have been saved, and will take effect at\n"
        "         next boot.\n"
        "Tunable                         Value  Expression  Changes\n"
        "gio_portable_image (now)        0      0           Immed\n"
        "                   (next boot)  1      0x1\n");
  CHECK_FALSE(terminal.os().tunables.portable_image());

  terminal.machine().power_off(PowerOff::power_cut);
  terminal.lab().boot(terminal.machine());
  CHECK(terminal.os().tunables.portable_image());
  CHECK(terminal.type("kctune -P current,expr,next_boot,bootvalue gio_portable_image") ==
        "current\t1\nexpr\t0x1\nnext_boot\t1\nbootvalue\t1\n");

  terminal.type("kctune -h gio_portable_image=");
  CHECK(terminal.status() == 1);
  CHECK(terminal.type("kctune -P name,current,next_boot,next_expr,next_default nproc "
                      "gio_portable_image") ==
        "name\tnproc\ncurrent\t4200\nnext_boot\t4200\nnext_expr\tDefault\nnext_default\ty\n\n"
        "name\tgio_portable_image\ncurrent\t1\nnext_boot\t0\nnext_expr\tDefault\nnext_default\ty\n");
}

TEST_CASE("kctune -v tells all of a tunable", "[user][kctune]") {
  Terminal terminal({{"0/1/1/0", nic(kMacA)}}, off());
  terminal.type("kctune -h gio_portable_image=1");

  CHECK(terminal.type("kctune -v gio_portable_image") ==
        "Tunable             gio_portable_image\n"
        "Description         Reassign instance numbers by MAC address\n"
        "Module              gio\n"
        "Current Value       0 [0]\n"
        "Value at Next Boot  1 [1]\n"
        "Value at Last Boot  0\n"
        "Default Value       0\n"
        "Constraints         gio_portable_image >= 0\n"
        "                    gio_portable_image <= 1\n"
        "Can Change          Immediately or at Next Boot\n");
}

TEST_CASE("kcmodule shows krs, which is static because it is required", "[user][kcmodule]") {
  Terminal terminal({{"0/1/1/0", nic(kMacA)}});

  CHECK(terminal.type("kcmodule krs igelan") ==
        "Module  State   Cause     Notes\n"
        "krs     static  required\n"
        "igelan  static  best\n");
  CHECK(terminal.type("kcmodule -P name,state,cause krs") ==
        "name\tkrs\nstate\tstatic\ncause\trequired\n");
  CHECK(terminal.type("kcmodule | grep -c required") == "0\n");
  CHECK(terminal.type("kcmodule -a | grep -c required") == "3\n");
  terminal.type("kcmodule krs=unused");
  CHECK(terminal.status() == 2);
  CHECK(terminal.type("kcmodule kr") == "ERROR:   There is no module named 'kr'; did you mean "
                                        "'krs'?\n");
}

TEST_CASE("T4: without PHKL_41525 kctune does not enable Portable Image, now or for the next boot",
          "[user][kctune]") {
  Terminal terminal({{"0/1/1/0", nic(kMacA)}}, off());
  terminal.put_file(std::string(pi::kInstalledProducts),
                    pi::encode_products(pi::first_products({2010, 9}, {})));

  for (const char* line : {"kctune gio_portable_image=1", "kctune -h gio_portable_image=1"}) {
    CHECK(terminal.type(line) ==
          "ERROR:   HP-UX 11i v3 of September 2010 or earlier needs patch PHKL_41525 before Portable "
          "Image can be enabled.\n");
    CHECK(terminal.status() == 2);
  }
  terminal.type("kctune gio_portable_image=0");
  CHECK(terminal.status() == 0);
  CHECK_FALSE(terminal.os().tunables.held(krs::kPortableImage));
}
