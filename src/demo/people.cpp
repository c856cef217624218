#include "demo/people.h"

#include <algorithm>

#include "demo/almanac.h"

namespace vouch::demo {

const std::array<place, places_count>& places() {
    static const std::array<place, places_count> all{{
        {"001", "Main Branch", "Satara", "BRANCH", day_of(1962, 10, 2), "Prakash Shinde (branch manager)", {}},
        {"002", "Market Yard", "Satara", "BRANCH", day_of(1971, 4, 14), "Vaishali Pawar (branch manager)", {}},
        {"003", "Karad", "Karad", "BRANCH", day_of(1968, 1, 26), "Ashok Chavan (branch manager)", {}},
        {"004", "Wai", "Wai", "BRANCH", day_of(1974, 8, 15), "Meera Sonawane (branch manager)", {}},
        {"005", "Phaltan", "Phaltan", "BRANCH", day_of(1976, 11, 1), "Dattatray Nimbalkar (branch manager)", {}},
        {"006", "Koregaon", "Koregaon", "BRANCH", day_of(1979, 6, 4), "Shabana Attar (branch manager)", {}},
        {"007",
         "Mahabaleshwar",
         "Mahabaleshwar",
         "BRANCH",
         day_of(1983, 5, 9),
         "Joseph Lobo (branch manager)",
         day_of(2025, 6, 30)},
        {"008", "Patan", "Patan", "BRANCH", day_of(1985, 2, 19), "Suvarna Kadam (branch manager)", {}},
        {"009", "Umbraj", "Umbraj", "BRANCH", day_of(1986, 10, 12), "Balasaheb Mane (branch manager)", {}},
        {"010", "Vaduj", "Vaduj", "BRANCH", day_of(1988, 3, 28), "Rekha Jagtap (branch manager)", {}},
        {"011", "Dahiwadi", "Dahiwadi", "BRANCH", day_of(1990, 7, 16), "Sachin Bhise (branch manager)", {}},
        {"012", "Lonand", "Lonand", "BRANCH", day_of(1991, 12, 5), "Manisha Khandagale (branch manager)", {}},
        {"013", "Shirwal", "Shirwal", "BRANCH", day_of(1994, 4, 25), "Gautam Ghorpade (branch manager)", {}},
        {"014", "Sangli", "Sangli", "BRANCH", day_of(1996, 9, 17), "Nasreen Tamboli (branch manager)", {}},
        {"015", "Islampur", "Islampur", "BRANCH", day_of(1998, 1, 12), "Uday Salunkhe (branch manager)", {}},
        {"016", "Kolhapur", "Kolhapur", "BRANCH", day_of(1999, 11, 22), "Archana Ingale (branch manager)", {}},
        {"017", "Ichalkaranji", "Ichalkaranji", "BRANCH", day_of(2003, 5, 19), "Mahesh Upadhye (branch manager)", {}},
        {"018", "Pune Camp", "Pune", "BRANCH", day_of(2007, 8, 6), "Kiran Sequeira (branch manager)", {}},
        {"019", "Pune Hadapsar", "Pune", "BRANCH", day_of(2012, 2, 13), "Swati Gaikwad (branch manager)", {}},
        {"020", "Solapur", "Solapur", "BRANCH", day_of(2016, 6, 20), "Ramesh Kotha (branch manager)", {}},
        {"021", "Baramati", "Baramati", "BRANCH", day_of(2024, 9, 2), "Tejaswini Thorat (branch manager)", {}},
        {"H01", "Credit Department", "Satara", "DEPARTMENT", day_of(1962, 10, 2), "Vinayak Apte (head of credit)", {}},
        {"H02",
         "Information Technology",
         "Satara",
         "DEPARTMENT",
         day_of(1994, 4, 1),
         "Preeti Saraf (head of information technology)",
         {}},
        {"H03",
         "Treasury and Accounts",
         "Satara",
         "DEPARTMENT",
         day_of(1962, 10, 2),
         "Girish Limaye (head of accounts)",
         {}},
    }};
    return all;
}

std::size_t place_named(std::string_view name) {
    return static_cast<std::size_t>(std::ranges::find(places(), name, &place::name) - places().begin());
}

}  // namespace vouch::demo
