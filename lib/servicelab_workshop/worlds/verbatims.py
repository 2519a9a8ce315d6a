"""Sixty invented customer statements, with a gold code and the codes of two employees.

Pain is what hurts now, concern is what is weighed or feared, expectation is what is hoped for.
"""

from __future__ import annotations

from servicelab_workshop.worlds.lines import read_lines

_TEXTS = """
bank | pain | pain pain | I have queued forty minutes, and only one of five counters is open. | 我排了四十分钟的队，五个窗口只开了一个。
bank | pain | pain pain | The app logs me out each time I try to pay the electricity bill. | 我每次想交电费，手机银行就自动退出。
bank | pain | pain pain | You charged me a card fee twice, and nobody can tell me why. | 卡费扣了我两次，谁也说不清原因。
bank | pain | pain pain | My shop's transfer was frozen on payday, and my staff went home without wages. | 发工资那天店里的转账被冻结，员工没领到钱就回家了。
bank | pain | pain pain | I explained my case to three people, and the fourth asked me to start again. | 我的情况跟三个人说过了，第四个人又让我从头讲。
bank | pain | pain pain | The letters on the statement are so small that I have to ask my son to read it. | 对账单的字太小，我只能叫儿子念给我听。
bank | pain | pain pain | Since the branch moved, I spend half a day to pay in my takings. | 网点搬走以后，我存一次营业款要花半天。
bank | pain | pain concern | The rate on my credit line went up, and this month I am short. | 我的循环贷利率涨了，这个月手头就紧了。
bank | pain | pain pain | The cash machine kept my card on Friday evening, and I had no money all weekend. | 周五晚上取款机吞了我的卡，整个周末身上都没钱。
bank* | pain | concern concern | Every time I open the app there is another loan offer; I hardly dare to look. | 一打开手机银行就推荐贷款，我都不太敢点开看了。
bank | concern | concern concern | If I put everything in the wealth product, can I still get at it when my mother falls ill? | 如果全买了理财，万一我妈生病，钱还取得出来吗？
bank | concern | concern concern | I wonder whether paying in three installments really costs less than it seems. | 我在想，分三期还是不是真像看上去那么划算。
bank | concern | concern pain | I am afraid that someone could empty my account if I lose my phone. | 我怕手机丢了，别人会把我账户里的钱转走。
bank | concern | expectation concern | Before I sign, I would have to be sure that the fee does not change next year. | 签字之前我得弄清楚，明年收费会不会变。
bank* | concern | pain pain | A colleague's savings lost value with you; mine are still here. | 我同事在你们这儿理财亏了钱，我的还放着没动。
bank* | concern | concern pain | They keep telling me it is safe, and that is exactly what makes me think. | 你们一直说很安全，越这么说我越要想一想。
bank | expectation | expectation expectation | It would be good to see on one page what I own and what I owe. | 要是能在一页上看到我有多少存款、多少欠款就好了。
bank | expectation | expectation expectation | I hope for one adviser who knows my shop and stays more than a year. | 希望有一位固定的客户经理，了解我的店，别干不到一年就换人。
bank | expectation | expectation pain | A reminder two days before the payment is due would be enough for me. | 还款日前两天提醒我一声就够了。
bank* | expectation | expectation pain | Other banks do it in ten minutes. | 别的银行十分钟就办好了。
hospital | pain | pain pain | I waited three hours, and the doctor looked at me for three minutes. | 等了三个小时，医生只看了三分钟。
hospital | pain | pain pain | Nobody told us that the scan was put off until tomorrow; my father had not eaten all day. | 检查改到明天也没人说一声，我爸饿了一整天。
hospital | pain | pain pain | The signs sent me to the wrong building twice. | 跟着指示牌走，我两次走错了楼。
hospital | pain | pain pain | At night I rang four times before somebody came. | 夜里我按了四次铃才有人过来。
hospital | pain | pain pain | The bill lists a drug that I was never given. | 账单上有一种药，我根本没用过。
hospital | pain | pain pain | The wound hurts more since the dressing was changed. | 换药以后，伤口反而更疼了。
hospital | pain | pain pain | I had to repeat my allergies at each desk, although they are in my file. | 病历里明明写了过敏史，我到每个窗口还得再说一遍。
hospital | pain | pain pain | They discussed my illness in the corridor where everyone could hear it. | 他们在走廊里谈我的病情，谁都听得见。
hospital | pain | pain expectation | There is no place to sit for those who take the patient to the emergency room. | 陪病人来急诊的家属，连个坐的地方都没有。
hospital | pain | pain pain | My appointment was canceled by a text message that came after I had arrived. | 我人都到了，才收到取消预约的短信。
hospital* | pain | concern pain | I read the leaflet three times, and I still do not know when to take the second pill. | 说明书看了三遍，我还是不知道第二片药什么时候吃。
hospital* | pain | pain concern | My mother no longer wants to come here. | 我妈再也不想来这儿看病了。
hospital | concern | concern concern | If I choose the small clinic nearby, will they notice when something is serious? | 要是去家门口的小诊所，真有大问题他们看得出来吗？
hospital | concern | pain concern | I am worried that the anesthetic will affect her memory at her age. | 她这个年纪，我担心麻药会影响记性。
hospital | concern | concern concern | We are weighing whether to operate now or to wait for the results in spring. | 我们还在考虑，是现在就做手术，还是等开春的结果出来。
hospital | concern | concern concern | Who will see these results? My employer must not learn about it. | 这些结果谁能看到？不能让我单位知道。
hospital* | concern | concern pain | The young doctor was kind, but she looked everything up. | 那位年轻医生人很好，就是什么都要查一下。
hospital | expectation | expectation expectation | I would like a call the day after the operation, just to ask how I am. | 希望手术第二天能有人打个电话，问一声恢复得怎么样。
hospital | expectation | expectation expectation | Please let me book the follow-up before I leave the room. | 最好让我离开诊室前就能把复诊约好。
hospital* | expectation | pain pain | A doctor should look at the patient, not at the screen. | 医生应该看着病人，而不是盯着屏幕。
insurance | pain | pain pain | My claim has been lying there for seven weeks, and the repair bill is due. | 我的理赔压了七个星期，修车的账单已经到期了。
insurance | pain | pain pain | I sent the same photos three times, and each time they were said to be missing. | 同样的照片我传了三遍，每次都说没收到。
insurance | pain | pain pain | The agent who sold me the policy does not answer anymore. | 卖我保单的业务员现在根本不接电话。
insurance | pain | pain pain | The premium was taken from the account although I had canceled in time. | 我按时退了保，保费还是照扣。
insurance | pain | pain pain | I do not understand the refusal: it quotes four clauses and no reason. | 拒赔通知我看不懂，引了四个条款，一句理由也没有。
insurance | pain | pain pain | The hotline plays music for twenty minutes and then hangs up. | 热线放了二十分钟音乐，然后就断了。
insurance | pain | pain pain | They paid half of the hospital bill and did not say what the other half was about. | 住院费只赔了一半，另一半为什么不赔也没说。
insurance | pain | pain pain | I had to take a day off because the assessor gave no hour. | 定损员不说几点来，我只好请一天假在家等。
insurance | pain | pain pain | My name is misspelled on the policy, and for two months nobody has corrected it. | 保单上我的名字写错了，两个月都没人改。
insurance | pain | pain pain | The form asks for a paper that the police do not issue. | 表格要的那份证明，派出所根本不开。
insurance* | pain | pain concern | I have been paying for ten years, and what do I have from it? | 交了十年保费，我得到了什么？
insurance* | pain | concern pain | With the new tariff I would have to decide all over again. | 换了新费率，等于我又得重新选一遍。
insurance | concern | concern concern | Will you still pay if I forgot to mention an old back problem? | 以前腰疼的事我忘了写，你们以后还赔吗？
insurance | concern | concern concern | I fear that the premium will be out of reach once I am sixty. | 我怕到了六十岁，保费就交不起了。
insurance | concern | concern concern | Is it wiser to insure the child first, or the one who earns the money? | 是先给孩子买，还是先给家里挣钱的人买，我拿不定主意。
insurance | concern | concern concern | If I go abroad for work, I am not sure the cover comes with me. | 我要是外派出国，不知道这份保障还算不算数。
insurance | concern | concern concern | The cheaper plan tempts me, but what does it leave out? | 便宜的那款挺让人心动，可它少保了什么呢？
insurance* | concern | concern concern | My neighbor got his money in a week; he had a lawyer, though. | 邻居一个星期就拿到赔款了，不过他请了律师。
insurance | expectation | expectation expectation | I want to follow my claim like a parcel: received, checked, paid. | 我希望理赔能像查快递一样，收件、审核、付款都看得到。
insurance* | expectation | concern expectation | Someone could have come by, after such a fire. | 着了那么大的火，总该有个人来看一看吧。
"""

#: Rows of (id, zh, en, gold_layer, sector, ambiguous, coder_a, coder_b).
VERBATIMS: list[tuple[str, str, str, str, str, bool, str, str]] = []
_COLUMNS = ("sector", "gold layer", "two codes", "English", "Chinese")
for _number, _line in enumerate(read_lines(_TEXTS, _COLUMNS), start=1):
    _sector, _gold, _codes, _en, _zh = _line
    _a, _b = _codes.split()
    VERBATIMS.append(
        (f"V{_number:02d}", _zh, _en, _gold, _sector.rstrip("*"), _sector.endswith("*"), _a, _b)
    )
