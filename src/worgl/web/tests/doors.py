"""Who gets into which address: the one table behind `test_matrix.py`.

Left of the bar who opens the address, right of it who sends an empty form to it. `in` shows the page, `goes` leads
elsewhere, `door` leads to the sign-in page, `no` is refused, `none` looked for what is not there, `never` does not
do this at all, `bad` has read the form and found it wanting.
"""

#                                        anonymous charlie bob treasurer admin operator | the same, sending
DOORS = """
account_login                            in    goes  goes  goes  goes  goes  | in    goes  goes  goes  goes  goes
account_logout                           goes  in    in    in    in    in    | goes  goes  goes  goes  goes  goes
account_inactive                         in    in    in    in    in    in    | never never never never never never
account_signup                           in    goes  goes  goes  goes  goes  | in    goes  goes  goes  goes  goes
account_reauthenticate                   door  no    no    no    no    no    | door  no    no    no    no    no
account_email                            door  in    in    in    in    in    | door  goes  goes  goes  goes  goes
account_email_verification_sent          in    in    in    in    in    in    | never never never never never never
account_change_password                  door  goes  goes  goes  goes  goes  | door  goes  goes  goes  goes  goes
account_set_password                     door  in    in    in    in    in    | door  in    in    in    in    in
account_reset_password                   in    in    in    in    in    in    | in    in    in    in    in    in
account_confirm_login_code               door  goes  goes  goes  goes  goes  | door  goes  goes  goes  goes  goes
account_reset_password_from_key_done     in    in    in    in    in    in    | never never never never never never
account_reset_password_done              in    in    in    in    in    in    | never never never never never never
web:home                                 in    in    goes  goes  goes  in    | never never never never never never
web:found                                door  in    in    in    in    in    | door  bad   bad   bad   bad   bad
web:health                               in    in    in    in    in    in    | never never never never never never
web:rules                                door  no    in    in    in    no    | door  no    never never never no
web:withdraw                             door  no    never never never no    | door  no    no    no    bad   no
web:leave                                door  no    in    in    in    no    | door  no    bad   bad   bad   no
web:admin                                door  no    no    no    in    no    | door  no    no    no    never no
web:chart_csv                            door  no    no    no    in    no    | door  no    no    no    never no
web:retry_job                            door  no    no    no    never no    | door  no    no    no    none  no
web:announce                             door  no    no    no    in    no    | door  no    no    no    bad   no
identity:settings                        door  in    in    in    in    in    | door  goes  goes  goes  goes  goes
identity:rename                          door  goes  goes  goes  goes  goes  | door  bad   bad   bad   bad   bad
communities:join                         none  none  none  none  none  none  | none  none  none  none  none  none
communities:acting                       door  in    in    in    in    in    | door  no    no    no    no    no
communities:about_me                     door  no    in    in    in    no    | door  no    bad   bad   bad   no
communities:dismiss_welcome              door  no    never never never no    | door  no    goes  goes  goes  no
communities:questions                    door  no    no    no    in    no    | door  no    no    no    bad   no
communities:drop_question                door  no    no    no    never no    | door  no    no    no    none  no
communities:open_shop                    door  no    in    in    in    no    | door  no    bad   bad   bad   no
communities:staff                        door  no    bad   bad   bad   no    | door  no    bad   bad   bad   no
communities:end_staff                    door  no    never never never no    | door  no    none  none  none  no
communities:waiting                      door  no    goes  goes  goes  no    | door  never never never never never
communities:invite                       door  no    in    in    in    no    | door  no    bad   bad   bad   no
communities:revoke_invitation            door  no    never never never no    | door  no    none  none  none  no
communities:members                      door  no    in    in    in    no    | door  no    never never never no
communities:member                       door  no    in    in    in    no    | door  no    never never never no
communities:queue                        door  no    no    no    in    no    | door  no    no    no    never no
communities:about                        door  no    no    no    in    no    | door  no    no    no    in    no
communities:role                         door  no    no    no    never no    | door  no    no    no    none  no
communities:act                          door  no    no    no    never no    | door  no    no    no    none  no
communities:log                          door  no    no    no    in    no    | door  no    no    no    never no
communities:log_csv                      door  no    no    no    in    no    | door  no    no    no    never no
communities:notices                      door  no    no    no    in    no    | door  no    no    no    bad   no
communities:withdraw_notice              door  no    no    no    never no    | door  no    no    no    none  no
communities:dismiss_notice               door  no    never never never no    | door  no    none  none  none  no
currency:town                            door  no    in    in    in    no    | never never never never never never
currency:figures_csv                     door  no    in    in    in    no    | never never never never never never
currency:levies                          door  no    in    in    in    no    | never never never never never never
currency:commons                         door  no    in    in    in    no    | never never never never never never
currency:spend                           door  no    no    in    in    no    | door  no    no    in    in    no
currency:issue                           door  no    no    in    in    no    | never never never never never never
currency:issue_check                     door  no    no    bad   bad   no    | door  no    no    bad   bad   no
currency:limits                          door  no    no    in    in    no    | never never never never never never
currency:limits_member                   door  no    no    in    in    no    | door  no    no    goes  goes  no
currency:hand_in                         door  no    no    no    in    no    | door  no    no    no    bad   no
currency:arrivals                        door  no    no    no    none  no    | door  no    no    no    none  no
currency:arrival_faults                  door  no    no    no    none  no    | door  no    no    no    never no
currency:arrival_links                   door  no    no    no    never no    | door  no    no    no    goes  no
currency:coin                            door  no    no    no    in    no    | door  no    no    no    bad   no
currency:roll                            door  no    no    in    in    no    | door  no    no    never never no
currency:roll_csv                        door  no    no    in    in    no    | door  no    no    never never no
currency:limits_by_rule                  door  no    no    in    in    no    | door  no    no    in    in    no
currency:limit_order                     door  no    no    none  none  no    | door  no    no    never never no
currency:rehearsal                       door  no    no    in    in    no    | never never never never never never
currency:running                         door  no    no    in    in    no    | never never never never never never
payments:link                            door  none  goes  goes  goes  none  | never never never never never never
payments:request_link                    door  none  none  none  none  none  | never never never never never never
payments:home                            door  no    in    in    in    no    | never never never never never never
payments:pay                             door  no    in    in    in    no    | never never never never never never
payments:pay_member                      door  no    in    in    in    no    | door  no    bad   bad   bad   no
payments:pay_check                       door  no    goes  goes  goes  no    | door  no    goes  goes  goes  no
payments:receive                         door  no    in    in    in    no    | never never never never never never
payments:requests                        door  no    in    in    in    no    | never never never never never never
payments:ask                             door  no    in    in    in    no    | door  no    bad   bad   bad   no
payments:request                         door  no    none  none  none  no    | never never never never never never
payments:request_state                   door  no    none  none  none  no    | never never never never never never
payments:request_pay                     door  no    none  none  none  no    | door  no    none  none  none  no
payments:request_deny                    never never never never never never | door  no    none  none  none  no
payments:request_cancel                  never never never never never never | door  no    none  none  none  no
payments:request_remind                  never never never never never never | door  no    none  none  none  no
payments:receipt                         door  no    none  none  none  no    | never never never never never never
payments:refund                          door  no    none  none  none  no    | door  no    none  none  none  no
payments:refund_check                    door  no    none  none  none  no    | door  no    none  none  none  no
payments:activity                        door  no    in    in    in    no    | never never never never never never
payments:statement                       door  no    in    in    in    no    | never never never never never never
payments:statement_csv                   door  no    goes  goes  goes  no    | never never never never never never
demo:act_as                              never never never never never never | none  none  none  none  none  none
demo:month                               never never never never never never | door  bad   bad   bad   bad   bad
"""
