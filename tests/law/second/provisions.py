"""The Provisions written down a second time, as tables, from the catalogue and the settled points 1-11 alone.

Nothing here was taken from the norms of the program. Each row names the rows of the catalogue it comes from.
"""

# Names for what several rows ask. A line may use the names above it.
TERMS = """
unqualified  | actor_role=finder|platform & china_nexus=checklist                    | R2: 境内 said of providers and operators alone
reached      | china_nexus=assumed ; actor_in_mainland ; bound_from_abroad ; unqualified | R2, §8-8: else no row bites
own          | actor_role=vendor & own_product                                       | R7.0: the vendor, in its own matter
exempt       | own & provider_under_art9=no                                          | §8-9; DECISIONS 3: nobody else, every provision
bound        | !exempt                                                               | R9.0 as C4 reads it: who publishes has found or collected; D8.3, D9
operating    | actor_role=operator & own_system                                      | R8: the operator, in its own matter
receiver     | actor_role=vendor|operator|platform                                   | R5.1: the three that keep a channel
fix          | remediation_provided ; workaround_counts_as_fix=yes & mitigation_provided | R9.1a, §8-10
consulted    | assessed_jointly_with_vendor & !vendor_dissents ; assessed_jointly_with_vendor & vendor_dissent_bars=no | R9.1b, §8-11
assessed     | authorities_assessment=done_no_objection ; authorities_assessment=done_objection & objection_bars=no | R9.1b
approved     | early_publication_needs_approval=no ; early_publication_approved      | §1.1 9(1): no approval in the official text
early        | consulted & reported_to_miit & reported_to_mps & assessed & approved  | D8.2: three gates, all of them
undisclosed  | !already_public                                                       | R9.7, §8-15
maintainer   | recipient_maintains_free_software                                     | D5.2, §8-6
no_branch    | overseas_scope=outside_mainland & recipient_place=hong_kong_macao_taiwan|foreign | §8-5
elsewhere    | overseas_scope=outside_mainland_and_branches ; no_branch ; overseas_scope=foreign_only & recipient_place=foreign | §8-5
asked        | !maintainer ; oss_maintainer_is_provider=ask                          | D5.2: answered by the fact itself
supplier     | recipient_is_product_vendor & asked ; maintainer & oss_maintainer_is_provider=yes | D7.1, D7.2, §8-6
excepted     | supplier & overseas_vendor_excepted=yes ; any_vendor_excepted=yes & recipient_is_another_vendor | D7.2, D7.4; §1.1 9(7)
abroad       | undisclosed & recipient_overseas & elsewhere & !excepted              | D7.3, D7.6
protects     | overseas_users=judged & protective_steps_only                         | D6.2
platform     | collects_others_products & public_internet_platform & !own_repair_only | D1.2, F2
party        | actor_role=finder|vendor|operator|platform                            | §0: everyone but the authorities
named        | supplier ; recipient_is_state_platform                                | D7.1, D7.5
third        | !supplier & !recipient_is_affected_party                              | D13.3
tool_for_attack | exploit_included & tool_exclusively_for_attack                     | D10.1
checking     | supplied_for_verification & named                                     | D10.3
"""

# Conducts that are governed alike.
GROUPS = """
PUBLICATION | publish publish_exploit present
PROVISION   | publish publish_exploit present share supply_exploit sell notify_authority notify_upstream notify_users
COLLECTION  | receive open_reception operate_platform
"""

# provision | catalogue | conducts | for whom it speaks | when it bites | what follows
# A row speaks for a conduct even where it does not bite; a conduct for which no row speaks is not modelled.
ROWS = """
4-2   | R4.2            | COLLECTION PUBLICATION sell | *        | -                                    | -
4-2   | D1.3            | receive             | *                | !receiver & unlawful_means_suspected & collected_unlawfully | forbidden
4-2   | D13.1           | sell                | *                | sale_unlawful                         | forbidden
4-2   | D13.3           | sell                | *                | third & third_party_sale=forbidden    | forbidden
4-3   | R4.3 D15        | assist_abuser       | *                | knows_of_abuse                        | forbidden
5-1   | R5.1 D1.1       | receive             | receiver         | *                                     | permitted
5-1   | R5.1            | open_reception      | receiver         | *                                     | permitted
5-1   | D2.2            | decline             | *                | -                                     | -
7-1a  | D2.3            | decline             | *                | own & flaw_exists & !duplicate_report | forbidden
5-2   | R5.2 D12.1      | purge_log           | *                | !six_months_elapsed                   | forbidden
5-2   | D12.2 D12.3     | purge_log           | *                | legal_hold                            | forbidden
6     | R6 D7.1 D7.2    | share notify_upstream | *              | recipient_is_product_vendor           | permitted
7-0   | R7.0 D8.6       | PUBLICATION         | own & provider_under_art9=no | !remediation_provided & !reasonable_release | forbidden
7-1a  | R7.1a D3.1      | verify grade        | *                | own                                   | permitted
7-1b  | R7.1b D5.1      | notify_upstream     | own              | upstream_component                    | permitted
7-2   | R7.2 D4.1       | notify_authority    | own              | *                                     | permitted
7-3b  | R7.3b D6.1 D6.2 | notify_users        | own              | *                                     | permitted
7-5   | R7.5 D13.2      | reward              | *                | own                                   | permitted
8     | R8 D3.2         | verify              | *                | operating                             | permitted
8     | R8 D2.3         | decline             | *                | operating & flaw_exists & !duplicate_report | forbidden
4-1   | R4.1 D3.5       | test_live_system    | *                | !own_system & !system_owner_authorised | forbidden
9-0   | R9.0 D8.4       | PUBLICATION         | bound            | !truthful_and_necessary               | forbidden
9-1a  | R9.1a D8.1      | PUBLICATION         | bound            | !fix & !early                         | forbidden
9-1b  | R9.1b D8.2      | PUBLICATION         | bound            | !fix & early                          | permitted
9-2   | R9.2 D9         | PUBLICATION         | bound            | operator_in_use_detail                | forbidden
9-3a  | R9.3a           | PUBLICATION         | bound            | exaggerates                           | forbidden
9-3a  | R9.3a           | PUBLICATION         | bound            | exaggeration_needs_intent=no & overstates | forbidden
9-3b  | R9.3b           | PUBLICATION         | bound            | hype_or_extortion                     | forbidden
9-4   | R9.4 D10.1      | publish_exploit     | bound            | tool_exclusively_for_attack           | forbidden
9-4   | D10.1           | publish present     | bound            | tool_for_attack                       | forbidden
9-4   | D10.1 D10.3     | supply_exploit      | bound            | tool_exclusively_for_attack & !checking | forbidden
9-4   | D10.1 D10.3     | share sell notify_upstream notify_users | bound | tool_for_attack & !checking           | forbidden
9-5   | R9.5 D8.5       | PUBLICATION         | bound            | !remedy_or_precaution_included        | needs_step
9-6   | R9.6 D8.3       | PUBLICATION         | bound            | major_event & !mps_consent            | needs_approval
9-7   | R9.7 D5.2 D7.3 D7.6 D14 | present share supply_exploit notify_upstream | * | !exempt & abroad | forbidden
9-7   | R9.7 D7.3       | sell                | *                | !exempt & abroad                        | forbidden
9-7   | R9.7 D6.2 D7.3  | notify_users        | *                | !exempt & abroad & !protects            | forbidden
11    | D7.7            | share               | party | undisclosed & !recipient_overseas & !named & !third_party_sharing_lawful | forbidden
10-1  | R10.1 D1.2      | open_reception      | *                | platform & !platform_listed            | forbidden
10-1  | R10.1 D11       | operate_platform    | *                | platform & !platform_listed            | needs_step
10-3  | R10.3 D4.4 D4.5 | notify_authority    | *                | *                                     | permitted
10-3  | R10.3 D7.5      | share               | *                | recipient_is_state_platform           | permitted
"""

# duty | catalogue | when it arises
DUTIES = """
3-2           | R3.2           | actor_role=authority & @authority_notified
3-2-joint     | R3.2           | actor_role=authority & major_risk & @authority_notified
5-1           | R5.1 D1.1      | receiver & @report_received
5-2           | R5.2           | receiver & logged
7-0           | R7.0           | own & flaw_exists & @flaw_confirmed
7-1a          | R7.1a          | own & flaw_exists & aware
7-1b          | R7.1b D5.1     | own & flaw_exists & upstream_component & @upstream_identified
7-2           | R7.2 D4.1 D4.6 | own & flaw_exists & begun & newly
7-3a          | R7.3a          | own & flaw_exists & @flaw_confirmed
7-3b          | R7.3b D6.1     | own & flaw_exists & users_must_update & @remediation_provided
7-4           | R7.4           | actor_role=authority & @authority_notified
8             | R8             | operating & flaw_exists & aware
8-mend        | R8             | operating & flaw_exists & @flaw_confirmed
10-1-file     | R10.1 D11      | platform & @platform_set_up
10-2          | R10.2          | actor_role=authority & @platform_filed
10-2-list     | R10.2          | actor_role=authority & @platform_filed
10-p2-partner | R10.3          | partner_member=yes & actor_role=finder|platform & flaw_exists & aware
11            | R11 D11 D7.7   | actor_role=finder|platform & actor_is_organisation & aware
"""

# Names that only the duties use: 发现或者获知 and the start of the two days (§8-1), of the log (§8-13), and what is new (§8-3).
DUTY_TERMS = """
aware  | @report_received ; @triaged ; @flaw_confirmed                                       | R7.1a
begun  | aware & clock_start=receipt ; @triaged & clock_start=triage ; @flaw_confirmed       | §8-1: confirmed is received and triaged
logged | @report_received & log_start=receipt ; @case_closed & log_start=closing             | §8-13
newly  | report_known_component=on ; !upstream_component ; !already_public                   | §8-3
"""
