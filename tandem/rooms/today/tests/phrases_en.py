"""Everyday English lines and what they should be read as, in the form of `phrases`.

Typed by Mira Okafor on Tuesday 24 November 2026. All of them were written by somebody who saw
neither code nor data; they are never changed to suit it. `NOT_READ_YET` lists those that are not
read as meant, and which part of them is not.

A day that is in no calendar comes with the two beside it: either could be meant.
"""

EVERYDAY = """
I'll send Priya the shortlist by Friday | promise | send the shortlist | Priya Raman | 27 Nov
ask Helen to send the job description by 3 Dec | ask | send the job description | Helen Achterberg | 3 Dec
Helen, could you sign off the headcount plan by Thurs? | ask | sign off the headcount plan | Helen Achterberg | 26 Nov
offer Eva to look over her presentation | promise | look over her presentation | Eva Storm | -
remind me on Monday to book the meeting room | reminder | book the meeting room | - | 30 Nov
send ana the salary bands tmrw | either | send the salary bands | Ana Duarte | 25 Nov
told Jonas I'd review his draft by EOW | promise | review his draft | Jonas Weir | 27 Nov
Kim to send me the interview notes by EOD | ask | send me the interview notes | Kim Bakker | 24 Nov
need the budget numbers from Sam Okonkwo by Dec 3rd | ask | the budget numbers | Sam Okonkwo | 3 Dec
Will get back to Łucja about the training budget in two weeks | promise | get back about the training budget | Łucja Nowak | 8 Dec
Ask Sam Lindqvist for his leave dates | ask | his leave dates | Sam Lindqvist | -
note to self: update the org chart by end of month | reminder | update the org chart | - | 30 Nov
promised kim feedback on the onboarding plan, Weds | promise | feedback on the onboarding plan | Kim Bakker | 25 Nov
Priya owes me the exit interview summary by 4 Dec | ask | the exit interview summary | Priya Raman | 4 Dec
waiting on Helen for the approval | ask | the approval | Helen Achterberg | -
By lunch tomorrow I'll send Ana Duarte the contract draft | promise | send the contract draft | Ana Duarte | 25 Nov
dont forget to order cake for the team lunch thurs | reminder | order cake for the team lunch | - | 26 Nov
Jonas, can you pls share the rota nxt week | ask | share the rota | Jonas Weir | 4 Dec
i'll introduce eva to the finance team | promise | introduce to the finance team | Eva Storm | -
Could you check the probation dates, Ana? By Monday if possible | ask | check the probation dates | Ana Duarte | 30 Nov
offered Jonas a mock interview on 2 Dec | promise | a mock interview | Jonas Weir | 2 Dec
remind me tmrw to submit expenses | reminder | submit expenses | - | 25 Nov
I owe Helen a reply on the restructure, by Fri | promise | a reply on the restructure | Helen Achterberg | 27 Nov
asked Lucja to fill in the self review by 11 December | ask | fill in the self review | Łucja Nowak | 11 Dec
get Priya's mentor sorted before Xmas, I said I would | promise | get Priya's mentor sorted | Priya Raman | 24 Dec
Need Kim Bakker to confirm the start date by EOD Thursday | ask | confirm the start date | Kim Bakker | 26 Nov
ill send the agenda round by wednesday | promise | send the agenda round | - | 25 Nov
Ask Eva if she can cover reception on 7 Dec | ask | cover reception | Eva Storm | 7 Dec
look into standing desks | reminder | look into standing desks | - | -
Helen - promised her the diversity figures by Dec 1 | promise | the diversity figures | Helen Achterberg | 1 Dec
chase the payroll provider on Friday | reminder | chase the payroll provider | - | 27 Nov
sam okonkwo to update the risk register by end of next week | ask | update the risk register | Sam Okonkwo | 4 Dec
I'll have Sam Lindqvist's landlord letter done by tmrw | promise | have Sam Lindqvist's landlord letter done | Sam Lindqvist | 25 Nov
Offer Łucja help with her visa paperwork | promise | help with her visa paperwork | Łucja Nowak | -
Priya, please send me your holiday dates by 10 Dec | ask | send me your holiday dates | Priya Raman | 10 Dec
remind me in two weeks to check the new chair arrived | reminder | check the new chair arrived | - | 8 Dec
I said I'd find Kim a parking space | promise | find a parking space | Kim Bakker | -
ask ana to get the signed contarct back by mon | ask | get the signed contarct back | Ana Duarte | 30 Nov
I will write Eva's reference this week | promise | write Eva's reference | Eva Storm | 27 Nov
Jonas to book a slot with occupational health, by the 9th | ask | book a slot with occupational health | Jonas Weir | 9 Dec
send thank you card to the interns tomorow | either | send thank you card to the interns | - | 25 Nov
Could Sam Lindqvist share the project timeline today | ask | share the project timeline | Sam Lindqvist | 24 Nov
I can help Sam Okonkwo prep his board slides, Thu | promise | help prep his board slides | Sam Okonkwo | 26 Nov
read the new sick leave policy before the 1:1 | reminder | read the new sick leave policy before the 1:1 | - | -
Before the 1:1 I'll read Łucja's goals | promise | read Łucja's goals before the 1:1 | Łucja Nowak | -
PRIYA TO SEND CANDIDATE LIST BY FRI | ask | send candidate list | Priya Raman | 27 Nov
Get Helen to approve the temp cover asap | ask | approve the temp cover | Helen Achterberg | -
will forward jonas the pension info EOD tmrw | promise | forward the pension info | Jonas Weir | 25 Nov
remind me 14 Dec to draft the year end message | reminder | draft the year end message | - | 14 Dec
Ana: could you pull the absence report for me by Wed 2 Dec? | ask | pull the absence report for me | Ana Duarte | 2 Dec
let Eva know about the pay review by 18 Dec | either | let know about the pay review | Eva Storm | 18 Dec
I've promised Priya and Kim a proper handover by 30 Nov | promise | a proper handover | Priya Raman, Kim Bakker | 30 Nov
ask Łucja and Jonas to finish the gdpr training by end of month | ask | finish the gdpr training | Łucja Nowak, Jonas Weir | 30 Nov
happy to proofread Kim's advert, told her so | promise | proofread Kim's advert | Kim Bakker | -
Mon: ring the recruitment agency | reminder | ring the recruitment agency | - | 30 Nov
Helen Achterberg will send me the revised budget by 15 Jan | ask | send me the revised budget | Helen Achterberg | 15 Jan
Tomorrow I'm giving Sam Okonkwo access to the shared folder | promise | giving access to the shared folder | Sam Okonkwo | 25 Nov
pls ask eva storm for the venue quote by thursday | ask | the venue quote | Eva Storm | 26 Nov
I'll raise the laptop issue with IT for Jonas in a week | promise | raise the laptop issue with IT | Jonas Weir | 1 Dec
someone needs to water the plants over xmas, ask Kim? | ask | water the plants over xmas | Kim Bakker | -
"""  # noqa: E501

HARD = """
ask Sam to send the job description by 3 Dec | ask | send the job description | Sam Lindqvist, Sam Okonkwo | 3 Dec
I'll get the offer letter to Sam next Friday | promise | get the offer letter | Sam Lindqvist, Sam Okonkwo | 27 Nov, 4 Dec
Helen, can you finish the appraisal form by next Fri? | ask | finish the appraisal form | Helen Achterberg | 27 Nov, 4 Dec
I'll send Priya the report of 3 March by Thursday | promise | send the report of 3 March | Priya Raman | 26 Nov
Ask Jonas or Kim to take minutes on 2 Dec | ask | take minutes | Jonas Weir, Kim Bakker | 2 Dec
promised Eva comments on Wed or Thu | promise | comments | Eva Storm | 25 Nov, 26 Nov
don't send Łucja the draft before 1 Dec | reminder | don't send the draft before 1 Dec | Łucja Nowak | -
I won't manage Kim's plan this week after all | either | won't manage Kim's plan this week after all | Kim Bakker | -
did I promise Ana the org chart by Friday? | either | the org chart | Ana Duarte | 27 Nov
Sam L to send me the figures by 31 Nov | ask | send me the figures | Sam Lindqvist | 30 Nov, 1 Dec
remind me on 30 Feb to check the bonus letters | reminder | check the bonus letters | - | 28 Feb, 1 Mar
send over the notes by tomorrow | either | send over the notes | - | 25 Nov
tell Helen that Jonas will send the slides on Thu | either | Jonas will send the slides | Helen Achterberg, Jonas Weir | 26 Nov
Ask Priya to check with Eva about the policy dated 1 January, by 7 Dec | ask | check with Eva about the policy dated 1 January | Priya Raman | 7 Dec
Sam said he'd let me have the interview scores by Tuesday | ask | let me have the interview scores | Sam Lindqvist, Sam Okonkwo | 1 Dec
Remind me on Wed to ask Kim about the Friday rota | reminder | ask about the Friday rota | Kim Bakker | 25 Nov
ask Ana for the 31 Dec headcount forecast by 10 Dec | ask | the 31 Dec headcount forecast | Ana Duarte | 10 Dec
Jonas contract Friday | either | contract | Jonas Weir | 27 Nov
can I get Eva the draft Thurs instead of Wed | promise | get the draft | Eva Storm | 26 Nov
Priya will ask Helen for the sign-off, I'll chase on 4 Dec if nothing by the 2nd | either | ask Helen for the sign-off | Priya Raman | 2 Dec, 4 Dec
"""  # noqa: E501

# Somebody's thing is no word to somebody: "I will write Eva's reference" does not say that Eva is
# promised it, and "I'll prepare Kim's warning letter" must not reach Kim. To "send" somebody
# something, and to "let" them "know", is read as mine to do: the author of `STRANGERS_LINES`, who
# wrote the same sentences, means it so.
NOT_READ_YET = {
    "send ana the salary bands tmrw": "directions",
    "get Priya's mentor sorted before Xmas, I said I would": "who",
    "I'll have Sam Lindqvist's landlord letter done by tmrw": "who",
    "I will write Eva's reference this week": "who",
    "Before the 1:1 I'll read Łucja's goals": "directions who what",
    "let Eva know about the pay review by 18 Dec": "directions",
    "I won't manage Kim's plan this week after all": "who",
    "Sam L to send me the figures by 31 Nov": "when",
    "remind me on 30 Feb to check the bonus letters": "when",
    "tell Helen that Jonas will send the slides on Thu": "directions who what",
    "Sam said he'd let me have the interview scores by Tuesday": "when",
    "Priya will ask Helen for the sign-off, I'll chase on 4 Dec if nothing by the 2nd": (
        "directions when what"
    ),
}
