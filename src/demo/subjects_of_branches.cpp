#include "demo/subjects.h"

namespace vouch::demo {

namespace {

constexpr std::array all{
    subject{
        0,
        "OPERATIONAL",
        "Cash verification not evidenced for {what}",
        {"the vault", "the teller counters", "the cash dispenser"},
        "On {wrong} of {checked} days looked at, the register of {what} at {place} bore one signature instead of two, "
        "or none, although the balance was carried forward as verified.",
        "The bank's cash manual asks both custodians to count and sign at the close of each day, and the branch "
        "manager to verify without notice once a fortnight.",
        "One custodian left before the count on days with few staff, and the manager's own verifications were not "
        "scheduled.",
        "A shortage could remain unnoticed until the next full verification, and nobody could say on which day it "
        "arose.",
        "Count and sign jointly every day; the manager verifies without notice at least once a fortnight and records "
        "the day and the hour."
    },
    subject{
        0,
        "OPERATIONAL",
        "Cash held above the retention limit: {what}",
        {"the vault", "the evening counter", "the extension hours"},
        "Cash of {what} at {place} stood above the limit set for the branch on {wrong} of {checked} days, without the "
        "approval that an excess needs.",
        "The bank fixes a limit for each branch; an excess is reported the same day and remitted on the next working "
        "day.",
        "Remittances were arranged once a week, whatever the balance was.",
        "More money than is insured lies in the branch overnight, and idle cash earns nothing.",
        "Arrange remittances by the balance and not by the calendar; report each excess on the day it arises."
    },
    subject{
        1,
        "COMPLIANCE",
        "KYC documents incomplete in {what}",
        {"savings accounts", "current accounts of firms", "accounts of societies and trusts"},
        "Of {checked} files of {what} sampled at {place}, {wrong} lacked a valid proof of address, the declaration of "
        "the beneficial owner or the officer's certificate that originals were seen.",
        "The bank's policy on knowing its customers allows no account to be opened, and none to be operated, with an "
        "incomplete file.",
        "Files are sent for scanning before they are checked, and what is missing is asked for afterwards and then "
        "forgotten.",
        "The bank may serve persons whom it cannot identify, and cannot meet a request of an authority for their "
        "records.",
        "Complete the files sampled within thirty days, check all {what} opened since, and stop debits where papers do "
        "not come."
    },
    subject{
        1,
        "COMPLIANCE",
        "Periodic updating of customer data overdue for {what}",
        {"high-risk customers", "medium-risk customers", "dormant accounts made operative"},
        "For {wrong} of {checked} {what} at {place} the review of their data was overdue, in some by more than a year; "
        "the risk category had not been looked at again.",
        "The bank's policy sets an interval of review by risk category and asks the branch to work through a monthly "
        "list.",
        "The monthly list is printed and filed; nobody is named who works through it.",
        "Risk categories no longer fit the customers, and monitoring of transactions rests on old data.",
        "Name an officer for the list, clear the overdue cases by risk, and report progress monthly to the compliance "
        "department."
    },
    subject{
        1,
        "COMPLIANCE",
        "Alerts on unusual transactions closed without a reason: {what}",
        {"cash deposits", "transfers between related accounts", "term deposits closed early"},
        "Of {checked} alerts about {what} at {place}, {wrong} were closed with the words \"known customer\" and "
        "nothing else.",
        "Each alert is closed with the facts that explain it, by an officer other than the one who posted the "
        "transaction.",
        "Alerts arrive in batches at the end of the month and are closed on one afternoon.",
        "Transactions that ought to be reported could pass, and the bank cannot show that it looked at them.",
        "Close alerts within five working days with the facts; the manager samples ten of them a month."
    },
    subject{
        2,
        "OPERATIONAL",
        "Specimen signatures not verified for {what}",
        {"transfers above the limit", "stop-payment requests", "changes of mandate"},
        "{wrong} of {checked} vouchers of {what} at {place} bore no mark that the signature had been compared with the "
        "specimen.",
        "The manual of operations asks the passing officer to compare and to initial.",
        "The specimen is on a screen that only one counter has.",
        "A forged instruction would be paid, and the loss would be the bank's.",
        "Make specimens visible at every passing counter and sample vouchers weekly."
    },
    subject{
        2,
        "OPERATIONAL",
        "Deceased depositors' claims pending beyond the bank's own time limit: {what}",
        {"with nomination", "without nomination", "joint accounts"},
        "{wrong} of {checked} claims ({what}) at {place} were pending longer than the citizen's charter promises, the "
        "oldest for seven months.",
        "The bank's charter promises settlement within fifteen days of complete papers, and a letter where papers are "
        "missing.",
        "There is no register of claims; each is kept with the officer who received it.",
        "Hardship for families, complaints, and compensation that the bank owes for the delay.",
        "Open a register, write to every claimant, and report those older than thirty days to the head office."
    },
    subject{
        2,
        "OPERATIONAL",
        "Inoperative accounts activated without enquiry: {what}",
        {"small balances", "balances above the limit of the branch", "accounts of minors now of age"},
        "{wrong} of {checked} inoperative accounts ({what}) made operative at {place} carried no fresh papers and one "
        "signature instead of two.",
        "Two officers make an account operative, after fresh papers and a conversation with the customer.",
        "The counter was allowed to do so alone in order to shorten queues.",
        "Inoperative accounts are where staff and outsiders look for money that nobody misses.",
        "Restore the rule of two officers in the system and look at every activation since the last audit."
    },
    subject{
        3,
        "CREDIT",
        "Stock statements overdue for {what}",
        {"cash credit of traders", "cash credit of small industries", "overdrafts against receivables"},
        "In {wrong} of {checked} accounts of {what} at {place} drawing power rested on statements older than three "
        "months; in two of them the statement repeated the figures of the one before.",
        "The credit manual allows drawings only against a statement of the month before, verified by a visit once a "
        "quarter.",
        "The system does not stop drawings when a statement is missing, and the reminder goes to an officer who was "
        "transferred.",
        "The bank lends against stock that may not exist, and an account may turn bad without a sign.",
        "Take fresh statements before allowing drawings, visit the borrowers named, and let the system reduce drawing "
        "power by itself.",
        true
    },
    subject{
        3,
        "CREDIT",
        "End use of {what} not verified",
        {"housing loans", "machinery loans", "loans against property"},
        "For {wrong} of {checked} {what} at {place} neither invoices nor a report of a visit showed that the money "
        "went where the sanction said.",
        "The sanction asks for invoices and a visit within sixty days of each release.",
        "Releases are made to the borrower's own account where the seller asks for it, and the visit is left to the "
        "recovery season.",
        "Money may have been diverted, and the security may be worth less than the loan.",
        "Collect invoices and visit within thirty days; pay sellers directly from now on.",
        true
    },
    subject{
        3,
        "CREDIT",
        "Insurance of security lapsed: {what}",
        {"mortgaged buildings", "hypothecated stock", "vehicles"},
        "Policies on {what} had lapsed in {wrong} of {checked} files at {place}; in none had the bank renewed and "
        "debited the borrower as agreed.",
        "The security is insured at all times with the bank's interest noted on the policy.",
        "The list of policies that expire is made by hand and was last made before the officer's leave.",
        "A fire or an accident would leave the loan without security.",
        "Renew at once, debit the borrower, and take the list from the system every week.",
        true
    },
    subject{
        3,
        "CREDIT",
        "Documents of {what} not renewed in time",
        {"overdrafts", "cash credit limits", "guarantees"},
        "{wrong} of {checked} {what} at {place} ran on papers whose period of limitation ends within six months, "
        "without a letter of acknowledgement.",
        "Documents are renewed, or an acknowledgement taken, a year before the period ends.",
        "The diary of documents was not carried over when the branch changed its system.",
        "The bank may lose its claim in court.",
        "Take acknowledgements for the accounts named and rebuild the diary for all accounts.",
        true
    },
    subject{
        4,
        "CREDIT",
        "Gold ornaments appraised and sealed by one person: {what}",
        {"new loans", "renewals", "top-up loans"},
        "For {wrong} of {checked} {what} at {place} the appraiser alone weighed, sealed and signed; the second officer "
        "signed a day later or not at all.",
        "Two officers and the appraiser weigh together, seal and sign in front of the borrower.",
        "The second officer serves the counter while gold is appraised.",
        "Packets could hold less gold, or none, without anybody knowing since when.",
        "Re-weigh all packets of the period in the presence of an officer of another branch; weigh with two officers "
        "from today.",
        true
    },
    subject{
        4,
        "CREDIT",
        "Overdue gold loans not put up for auction: {what}",
        {"bullet loans", "loans with monthly interest", "agricultural gold loans"},
        "{wrong} of {checked} overdue {what} at {place} had no notice of auction although twelve months had passed, "
        "while interest grew beyond the value of the gold.",
        "The gold loan policy asks for two notices and an auction within ninety days of the due date.",
        "The branch waited for the price of gold to rise and asked nobody.",
        "The price may fall, and the shortfall would be a loss of the bank.",
        "Send notices within a week, hold the auction, and report each case kept back with its reason.",
        true
    },
    subject{
        5,
        "OPERATIONAL",
        "Locker agreements not renewed: {what}",
        {"individual hirers", "joint hirers", "lockers of deceased hirers"},
        "{wrong} of {checked} lockers at {place} ({what}) run on agreements of the old form, and rent is in arrears in "
        "half of them.",
        "Every hirer signs the new form of agreement, and access is stopped after two notices about rent.",
        "Letters came back and nobody asked for the new address.",
        "Disputes about contents and access cannot be decided by what was agreed.",
        "Trace the hirers, take agreements, and stop access where two notices brought nothing."
    },
    subject{
        5,
        "OPERATIONAL",
        "Fire and alarm equipment out of service: {what}",
        {"smoke detectors", "extinguishers", "the alarm to the police station"},
        "At {place} {what} had not been tested since the last audit; {wrong} of {checked} pieces did not work.",
        "Equipment is tested every quarter, and the test is entered in the register of premises.",
        "The contract of maintenance ended and its renewal waits at the head office.",
        "Lives and records are at risk, and the insurer may refuse a claim.",
        "Repair within a week and let the premises department keep one diary for all branches."
    },
    subject{
        6,
        "TECHNOLOGY",
        "User rights of transferred staff still active: {what}",
        {"the core banking system", "the transfer terminal", "the cash dispenser console"},
        "{wrong} of {checked} users of {what} at {place} had left the branch; two of them signed in after their "
        "transfer.",
        "Rights end on the day of the transfer, and the branch confirms its list of users every month.",
        "Transfers are notified by letter, which reaches the helpdesk after weeks.",
        "Somebody could post entries in a branch where nobody supervises him.",
        "Withdraw the rights now, confirm the list monthly, and let the order of transfer end rights by itself."
    },
    subject{
        8,
        "FINANCIAL",
        "Entries in {what} older than ninety days",
        {"the suspense account", "the sundry creditors account", "the branch adjustment account"},
        "{wrong} of {checked} entries in {what} of {place} were older than ninety days, and for most of them no "
        "voucher explains what they wait for.",
        "Entries are reversed within thirty days or reported with a reason every month.",
        "Nobody owns the account: each entry belongs to whoever made it, and several of them left.",
        "Losses and wrong income hide in such accounts, and the balance sheet is not what it seems.",
        "Explain each entry, clear what can be cleared within a month, and name one officer who reports the rest.",
        true
    },
    subject{
        9,
        "OPERATIONAL",
        "Rotation of duties and compulsory leave not observed: {what}",
        {"cash custodians", "the loans desk", "the clearing desk"},
        "{wrong} of {checked} officers ({what}) at {place} held the same duty for more than three years and took no "
        "block of leave of ten days.",
        "Sensitive duties rotate every year, and everybody takes ten working days of leave in one block.",
        "The branch is short of trained staff, and the order of rotation is made without asking for its exceptions.",
        "An irregularity that one person keeps alive would not come to light.",
        "Rotate within the quarter and grant the leave; where that is impossible, let another branch check the desk."
    },
};

}  // namespace

std::span<const subject> subjects_of_branches() {
    return all;
}

}  // namespace vouch::demo
