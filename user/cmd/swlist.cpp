// swlist(1M): what software is on the disk; the first step of the document's procedure.

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "pi/software.hpp"
#include "user/cmd/commands.hpp"
#include "user/options.hpp"

namespace giosim::user {
namespace {

using pi::Product;
using Products = std::vector<Product>;

// Assumed: widths of the columns; swlist chooses that of the first anew for each listing.
void list(Session& session, const Products& products) {
  for (const Product& one : products)
    session.print(fmt::format("  {:<38}{:<15}{} \n", one.tag, one.revision, one.title));
}

void section(Session& session, std::string_view title, const Products& products) {
  if (products.empty()) return;
  session.print(fmt::format("#\n# {}\n#\n\n", title));
  list(session, products);
}

// Assumed: patches are the only products without a bundle, and they are known by their names.
bool is_patch(const Product& product) { return product.tag.starts_with("PH"); }

int not_found(Session& session, const std::string& tag) {
  session.complain(fmt::format("ERROR:   Software \"{}\" was not found on host\n         \"{}:/\".\n",
                               tag, session.machine().name()));
  return 1;
}

int swlist(Session& session, const Arguments& arguments) {
  const auto options = Options::parse(session, kSwlist, arguments, "l:");
  if (!options) return 1;
  const std::string* const level = options->value('l');
  if (level && *level != "bundle" && *level != "product") {
    fail(session, kSwlist, "the level " + *level + " is not emulated; there are bundle and product.");
    return 1;
  }

  Products bundles, products;
  for (const Product& one : pi::products_on(session.os().disk))
    (is_patch(one) ? products : bundles).push_back(one);
  const auto is_shown = [&](const Product& one) {
    return options->operands().empty() ||
           std::ranges::find(options->operands(), one.tag) != options->operands().end();
  };
  int status = 0;
  for (const std::string& tag : options->operands())
    if (std::ranges::find(bundles, tag, &Product::tag) == bundles.end() &&
        std::ranges::find(products, tag, &Product::tag) == products.end())
      status = not_found(session, tag);
  std::erase_if(bundles, [&](const Product& one) { return !is_shown(one); });
  std::erase_if(products, [&](const Product& one) { return !is_shown(one); });
  if (level && *level == "bundle") products.clear();
  if (level && *level == "product") {
    products.insert(products.begin(), bundles.begin(), bundles.end());
    bundles.clear();
  }

  const std::string& host = session.machine().name();
  session.print(fmt::format("# Initializing...\n# Contacting target \"{0}\"...\n"
                            "#\n# Target:  {0}:/\n#\n\n", host));
  if (level && *level == "product") {
    list(session, products);
    return status;
  }
  section(session, "Bundle(s):", bundles);
  section(session, "Product(s) not contained in a Bundle:", products);
  return status;
}

}  // namespace

constinit const Command kSwlist{
    "swlist", "/usr/sbin/swlist", "display information about software products",
    "swlist [-l bundle|product] [software]...",
    "Without options: the bundles, and the products that are in none, which are the\n"
    "patches. With -l bundle or -l product only these. With operands only the software\n"
    "that is called so.\n"
    "\n"
    "What Portable Image needs:\n"
    "  HPPortableImage  hpuxpitool, and the scripts that run it\n"
    "  PHKL_41525       GIO's patch, on an OS of September 2010 or earlier. The release\n"
    "                   is in the revision of the operating environment: B.11.31.1009\n"
    "                   is September 2010.\n"
    "\n"
    "Exit code 0, or 1 when some software is not there.\n"
    "\n"
    "Ours: the file /var/adm/sw/products/INDEX, where SD-UX keeps a tree of files; the\n"
    "widths of the columns; no other options, and no installing and removing.",
    Plain(&swlist)};

}  // namespace giosim::user
