#include "demo/requirements.h"

#include <array>

namespace vouch::demo {

std::span<const requirement> requirements() {
    using enum frequency;
    static constexpr std::array all{
        requirement{
            "Governance",
            "The board meets at least once a quarter and its minutes are confirmed at the next meeting",
            quarterly
        },
        requirement{"Governance", "Directors declare their interests every year and on each change", yearly},
        requirement{
            "Governance", "The audit committee meets every quarter and reviews every critical finding", quarterly
        },
        requirement{
            "Governance",
            "Loans to directors and their relatives are refused, and a register shows what was refused",
            half_yearly
        },
        requirement{"Governance", "The policy on related parties is reviewed by the board every year", yearly},
        requirement{
            "Governance", "Complaints against senior officers reach the board without passing them", half_yearly
        },
        requirement{"Governance", "Every officer in a sensitive post has a declared deputy", half_yearly},
        requirement{
            "Know your customer",
            "The risk category of every customer is reviewed at the interval of the policy",
            quarterly
        },
        requirement{
            "Know your customer",
            "Beneficial owners of firms and societies are identified before an account is opened",
            quarterly
        },
        requirement{
            "Know your customer", "Unusual transactions are reported within the time that the policy sets", monthly
        },
        requirement{"Know your customer", "Names are checked against the lists of designated persons daily", monthly},
        requirement{"Know your customer", "Staff at counters are trained on identification every year", yearly},
        requirement{
            "Know your customer",
            "Accounts of correspondent banks abroad are approved by the board",
            yearly,
            "the bank has no correspondent bank abroad"
        },
        requirement{
            "Know your customer", "Records of identification are kept for the period that the policy sets", half_yearly
        },
        requirement{
            "Credit", "Exposure to one borrower and to one group stays within the limits of the policy", monthly
        },
        requirement{
            "Credit", "Accounts are classified by the system at the end of every day, without changes by hand", monthly
        },
        requirement{"Credit", "Provisions are computed by the system and checked by a second person", quarterly},
        requirement{"Credit", "Wilful defaulters are decided on by the committee, after they were heard", half_yearly},
        requirement{"Credit", "Valuers are taken from the panel, in turn", half_yearly},
        requirement{"Credit", "Insurance of securities is in force for every secured loan", quarterly},
        requirement{"Credit", "Lending against the security of own shares is refused", yearly},
        requirement{
            "Credit",
            "Factoring is done only through the subsidiary",
            yearly,
            "the bank does no factoring and has no subsidiary"
        },
        requirement{"Liquidity and treasury", "The cash reserve is maintained on every day of the fortnight", monthly},
        requirement{
            "Liquidity and treasury",
            "Liquid assets stand at the required share of deposits at the close of each day",
            monthly
        },
        requirement{
            "Liquidity and treasury", "The investment portfolio is valued at the end of each quarter", quarterly
        },
        requirement{
            "Liquidity and treasury", "Dealing, settlement and accounting are done by different people", half_yearly
        },
        requirement{
            "Liquidity and treasury", "Gaps by period of maturity are reported to the committee every month", monthly
        },
        requirement{
            "Liquidity and treasury",
            "Positions in foreign currency are closed at the end of the day",
            monthly,
            "the bank has no licence to deal in foreign currency"
        },
        requirement{
            "Customer service",
            "Complaints are answered within thirty days, and those rejected are looked at by a second officer",
            monthly
        },
        requirement{
            "Customer service",
            "Charges are shown in every branch and on the bank's pages in the languages of its customers",
            half_yearly
        },
        requirement{
            "Customer service",
            "Claims on accounts of deceased depositors are settled within fifteen days of complete papers",
            quarterly
        },
        requirement{"Customer service", "Nominations are offered at the opening of every account", half_yearly},
        requirement{"Customer service", "Doorstep service is offered to those who cannot come to the branch", yearly},
        requirement{"Customer service", "Compensation for wrong debits is paid without being asked for", quarterly},
        requirement{"Customer service", "Branches are accessible to persons with disabilities", yearly},
        requirement{
            "Information security",
            "Incidents are reported to the authority within the hours that the policy sets",
            quarterly
        },
        requirement{
            "Information security", "A test of the systems' weaknesses is made by an outside firm every year", yearly
        },
        requirement{
            "Information security", "Backups are restored twice a year, and the time needed is reported", half_yearly
        },
        requirement{
            "Information security",
            "The second data centre takes over within the time that the board decided, tested every half year",
            half_yearly
        },
        requirement{"Information security", "Customers' data leave the country only with approval", half_yearly},
        requirement{"Information security", "Privileged access is reviewed every month", monthly},
        requirement{"Information security", "Payments through mobile phones need two factors", quarterly},
        requirement{"Information security", "Suppliers with access to data are visited every year", yearly},
        requirement{
            "Information security",
            "Cards that work abroad are issued with the use abroad switched off",
            half_yearly,
            "the bank issues no cards that work abroad"
        },
        requirement{"Housekeeping", "Balances with other banks are reconciled every month", monthly},
        requirement{
            "Housekeeping", "Entries between branches older than thirty days are reported to the head office", monthly
        },
        requirement{"Housekeeping", "Frauds are reported within three weeks of their detection", quarterly},
        requirement{"Housekeeping", "Returns are sent in time and traced to the books before they are sent", monthly},
        requirement{
            "Housekeeping", "Secrets of the vault are kept by two persons and changed on every transfer", half_yearly
        },
        requirement{"Housekeeping", "Insurance covers the cash held and carried", yearly},
        requirement{"Housekeeping", "Suspense accounts are cleared within ninety days", quarterly},
        requirement{"Staff", "Sensitive duties rotate, and nobody holds one for more than three years", half_yearly},
        requirement{"Staff", "Everybody takes ten working days of leave in one block every year", yearly},
        requirement{"Staff", "Officers who were disciplined do not hold sensitive duties", yearly},
        requirement{"Staff", "Wages and contributions are paid on the day they are due", monthly},
        requirement{"Staff", "A committee on harassment sits in every district, with an outside member", yearly},
        requirement{"Staff", "Incentives are not paid for the sale of other firms' products", half_yearly},
    };
    return all;
}

}  // namespace vouch::demo
