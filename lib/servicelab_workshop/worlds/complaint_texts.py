"""What customers write when they complain: sentences in English and Chinese, put together by rule.

A text has a core that shows the cause, and at random an opening, a hint at who is at fault, how hard
the matter hits, another thing that also went wrong, an idea and a closing. Some cores are vague, and
many customers mention another cause, so that the cause cannot always be read off the words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from servicelab_workshop.worlds.complaint_schemas import CAUSES
from servicelab_workshop.worlds.lines import read_lines

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

#: Shares of texts with a vague core, and with another cause in them.
VAGUE, MENTION = 0.28, 0.42

_CORES = """
insurance | payment delay | You wrote that {claim} was approved on {date}, and the money is still not in my account. | 通知上写着{date}就批了{claim}，钱到现在也没到账。
insurance | payment delay | I handed in everything for {claim} {days} days ago; the payout has not come. | {claim}的材料我{days}天前就交齐了，赔款一直没下来。
insurance | payment delay | For {weeks} weeks I have been hearing 'it will be paid this week'. | 连着{weeks}个星期都说“这周就打款”，周周落空。
insurance | payment delay | {creditor} wants {amount} from me, and your transfer is {days} days late. | {creditor}催我付{amount}，你们的赔款晚了{days}天还没到。
insurance | payment delay | First a signature was missing, then the account number, and only then did {claim} go to the cashier. | 先说少个签字，又说账号不对，{claim}拖到最后才送去付款。
insurance | payment delay | The app has shown 'payment in progress' for {claim} since {date}. | {claim}在手机上从{date}起就一直显示“支付中”。
insurance | payment delay | {amount} was to be paid within ten days. That was {days} days ago. | 说好十天内赔{amount}，现在都过去{days}天了。
insurance | payment delay | I had to borrow {amount} because the payout for {claim} does not come. | {claim}的钱迟迟不到，我只好先借了{amount}垫上。
insurance | payment delay | The payout went to an account that I closed long ago, and since it bounced nobody sends it again. | 赔款打到我早就销掉的账户，退回去以后再没人给我重打。
insurance | payment delay | Everything about {claim} is settled except that the money does not arrive. | {claim}样样都谈妥了，就是钱不来。
insurance | payment delay | You say that the transfer went out on {date}; my bank knows nothing of it. | 你们说{date}已经转账，我去银行查，根本没有这笔。
insurance | payment delay | Half of {claim} was paid, and for the other half I have been waiting for {weeks} weeks. | {claim}先付了一半，另一半等了{weeks}个星期还没影。
insurance | payment delay | The release of {amount} hangs on one signature, and whoever signs is on vacation. | {amount}就差一个签字放款，说签字的人休假去了。
insurance | payment delay | At the end of each month I hear that payments start again with the next. | 一到月底就说要下个月才能付款。
insurance | refusal | You turned down {claim} and quote a clause that I read quite differently. | {claim}你们拒了，引的那一条我看根本不是这个意思。
insurance | refusal | {claim} was refused because of something old that has nothing to do with it. | 翻出一桩陈年旧事当理由拒了{claim}，可这两件事毫不相干。
insurance | refusal | The letter about {claim} says 'not covered', and nothing else. | {claim}的回信上就一句“不在保障范围内”，别的什么也没写。
insurance | refusal | One of your people looked for five minutes and then rejected {claim}. | 你们的人看了五分钟，就把{claim}给拒了。
insurance | refusal | For {years} years I have paid on time, and the first time I need you, you say no. | 保费我按时交了{years}年，头一回要用，你们就说不赔。
insurance | refusal | You say that I reported {claim} too late, but your own form gives me thirty days. | 你们说{claim}报案晚了，可表格上明明写着三十天之内。
insurance | refusal | I ask for a second look at the refusal of {date}. | {date}的拒赔决定，我要求重新审一次。
insurance | refusal | My neighbor with the same policy got his money; {claim} was declined. | 邻居买的是同一款，他的赔了，我这边{claim}却被拒。
insurance | refusal | {claim} was rejected for want of a paper that nobody ever asked me for. | {claim}被拒，说缺一份证明，可从来没人跟我要过。
insurance | wrong amount | The settlement says {amount}; the bill says twice as much. | 赔款单上写的是{amount}，发票上可是它的两倍。
insurance | wrong amount | You took the deductible off {claim} twice. | {claim}的免赔额，你们扣了我两遍。
insurance | wrong amount | With this month's premium you took {small} too much. | 这个月的保费多扣了{small}。
insurance | wrong amount | The premium was debited on {date}, and again two days later. | {date}扣了一次保费，过了两天又扣一次。
insurance | wrong amount | However I calculate {claim}, I do not get to your {amount}. | {claim}怎么算，也算不出你们这{amount}。
insurance | wrong amount | {claim} is reckoned by a price list that is older than my child. | {claim}用的价目表比我孩子还老，就按那个算。
insurance | wrong amount | After I canceled, you refunded {small} instead of {amount}. | 退保以后只退了{small}，按说该退{amount}。
insurance | wrong amount | Line three of the settlement for {claim} is simply added up wrong. | {claim}的赔款单第三行，数都加错了。
insurance | wrong amount | The no-claims discount is missing from the new bill: {small}. | 新账单上没给我算无赔款优惠，差了{small}。
insurance | misleading advice | {agent} said that I was covered from the first day; now there is a waiting period. | {agent}说从第一天起就保，现在又冒出个等待期。
insurance | misleading advice | It was sold to {kin} as savings with interest. It is insurance. | 当初跟{kin}说是有利息的存款，结果是份保险。
insurance | misleading advice | {agent} told {kin} to leave out what was there before, 'it makes no difference'. | {agent}叫{kin}别写以前的旧毛病，说“没关系”。
insurance | misleading advice | {agent} talked me into a second policy that covers the same thing. | {agent}劝我又买了一份，保的跟原来那份一模一样。
insurance | misleading advice | Before I signed, {agent} swore that I could have all of my money back at any time. | 签字前{agent}打包票说随时能全额退。
insurance | misleading advice | The leaflet says I may choose freely; the policy names four addresses. | 宣传单上写任我选，保单里却只认指定的四家。
insurance | misleading advice | {agent} filled in the questionnaire for me and did not even read it out. | 投保问卷是{agent}替我填的，念都没念给我听。
insurance | misleading advice | I would never have signed had {agent} said what is left out. | 要是{agent}早说哪些不保，我根本不会签。
insurance | staff conduct | {clerk} talked to me as if I were a cheat. | {clerk}跟我说话那口气，好像我是来骗保的。
insurance | staff conduct | {clerk} laughed when I asked what a clause means. | 我问条款什么意思，{clerk}居然笑了。
insurance | staff conduct | In the middle of my sentence {clerk} turned away. | 我话还没说完，{clerk}就扭头不理了。
insurance | staff conduct | {clerk} told my family affairs to a colleague while I stood there. | 我人还站着呢，{clerk}就把我家的事讲给同事听。
insurance | staff conduct | 'Read your policy', was all that {clerk} had to say. | {clerk}就甩给我一句：“自己看保单去。”
insurance | staff conduct | {clerk} made a face and showed me the door after two sentences. | {clerk}一脸不耐烦，没说两句就打发我走。
insurance | staff conduct | Not one word of regret from {clerk}, just a form pushed across the table. | {clerk}一句安慰的话也没有，就推过来一张表。
insurance | staff conduct | {kin} is hard of hearing, and {clerk} shouted. | {kin}耳朵背，{clerk}就冲着人家吼。
insurance | waiting | I was on hold for {minutes} minutes, then the line went dead. | 热线等了{minutes}分钟，最后自己断了。
insurance | waiting | Four mails about {claim}, and no answer to any of them. | 为{claim}写了四封邮件，一封没回。
insurance | waiting | Since {date} I have been waiting for somebody to start on {claim}. | 从{date}起就等人受理{claim}，到今天也没人动。
insurance | waiting | The call that I was promised for {date} never came. | 说好{date}给我回电话，一直没打来。
insurance | waiting | Ticket {number} at the branch, two hours, one open desk. | 网点拿了{number}号，等了两个钟头，就开一个窗口。
insurance | waiting | A simple question, {weeks} weeks, and no sign of life. | 就一个小问题，{weeks}个星期没有半点回音。
insurance | waiting | Nobody picks up in your claims department, morning or afternoon. | 理赔部的电话，上午下午都没人接。
insurance | waiting | All evening the chat said 'an employee will be with you shortly'. | 在线客服整晚都显示“马上为您接通”。
insurance | other | The app logs me out whenever I upload a photo. | 我一传照片，手机应用就自动退出。
insurance | other | My name is still misspelled on the policy. | 保单上我的名字到现在还是错的。
insurance | other | Your sales calls reach me at dinner, {times} this week alone. | 光这一周推销电话就打来{times}，回回赶在吃饭的时候。
insurance | other | Your letters still go to the flat that I left {years} years ago. | 我搬走{years}年了，信还往老地址寄。
insurance | other | The form is printed so small that {kin} cannot read it. | 表格字太小，{kin}根本看不清。
insurance | other | The people whom you sent left oil all over our yard. | 你们派来的人把我家院子弄得全是油。
insurance | other | With a wheelchair one cannot get from your car park to the door. | 从你们停车场到门口，轮椅根本过不去。
insurance | other | A birthday message came for {kin}, who died last year. | {kin}去年走了，你们还发短信祝生日快乐。
insurance | other | You changed the terms and hid the notice behind three links. | 条款改了，通知藏在三层链接后面。
insurance | other | Somebody else's papers lay among those that you sent back. | 退回来的材料里夹着别人的单子。
insurance | other | The new insurance card cannot be read at any counter. | 新换的保险卡，到哪个窗口都刷不出来。
insurance | other | Your website takes an identity card, but no passport. | 网上系统只认身份证，不认护照。
bank | payment delay | The refund of {amount} that you confirmed on {date} is still not on my card. | {date}就说退的{amount}，到现在还没回到卡里。
bank | payment delay | The shop paid the money back {days} days ago; with you it is 'being booked'. | 商家{days}天前就退了款，到你们这儿一直“入账中”。
bank | payment delay | You credited the {amount}, took it back, and now I am waiting again. | 那{amount}先退给我又收回去，现在又让我等。
bank | payment delay | {weeks} weeks, and the money for a flight that never took off is not back. | 航班取消都{weeks}个星期了，钱还没退回来。
bank | payment delay | The machine swallowed {small} on {date}, and it has not been paid back. | 取款机{date}吞了{small}，到现在没补给我。
bank | payment delay | I closed the card, and what was left on it was to be paid out within a week. | 销卡的时候说一周内退余额，至今没退。
bank | refusal | You reject my dispute because 'the PIN was entered'. I never gave it to anybody. | 你们一句“密码正确”就驳回了，可我从没告诉过别人。
bank | refusal | My objection to {amount} was declined, and the evidence that I sent is not mentioned. | 我对{amount}提的异议被驳回，交的证据一个字没提。
bank | refusal | You say that I disputed two days too late; the statement itself came three days late. | 说我申诉晚了两天，可账单本身就晚了三天。
bank | refusal | The card was in my pocket, the purchase was abroad, and still you refuse. | 卡在我兜里，消费却在国外，这样你们还不认。
bank | refusal | A higher limit was refused, and nobody names a reason. | 提额申请被拒，谁也不说为什么。
bank | refusal | 'The merchant disagrees' is no reason to turn me down. | “商户不同意”算什么理由，凭这个就驳回我？
bank | wrong amount | One dinner, and {small} charged twice. | 一顿饭，{small}刷了两次。
bank | wrong amount | A firm that I have never heard of took {amount} from my card. | 一家听都没听过的公司从我卡上扣了{amount}。
bank | wrong amount | The hotel charged {amount}; we had agreed on half. | 酒店扣了{amount}，当时说好的是一半。
bank | wrong amount | {small} interest, although I paid the bill in full. | 账单我全额还清了，还收{small}利息。
bank | wrong amount | I used the card often enough, and still the annual fee of {small} was charged. | 次数早就刷够了，{small}年费还是照扣。
bank | wrong amount | A membership that I canceled still takes {small} every month. | 早就取消的会员，每个月还在扣{small}。
bank | misleading advice | The young man at the stand said 'free for life'; after a year the fee came. | 摆摊的小伙子说终身免年费，一年后就收上了。
bank | misleading advice | Installments cost nothing, I was told; each of them carries {small}. | 说分期不要钱，结果每期都有{small}手续费。
bank | misleading advice | {clerk} said that a dispute stops the interest. It does not. | {clerk}说提了争议就不计息，结果照计。
bank | misleading advice | I was advised to wait for the statement, and then the deadline was over. | 叫我等账单出来再说，等出来期限都过了。
bank | misleading advice | With the card I was sold insurance that was said to be compulsory. | 办卡时说那份保险必须买，后来才知道根本不用。
bank | misleading advice | 'No fee abroad', said {clerk}. Each withdrawal cost {small}. | {clerk}说境外取现不收费，结果每笔收了{small}。
bank | staff conduct | In front of the whole queue {clerk} asked whom I had given my PIN to. | {clerk}当着一队人问我把密码给谁了。
bank | staff conduct | {clerk} said that people of my age should not have a card. | {clerk}说我这个岁数就不该办卡。
bank | staff conduct | I was interrupted by {clerk} at every sentence. | 我说一句，{clerk}打断一句。
bank | staff conduct | {clerk} sighed at each of my questions. | 我每问一句，{clerk}就叹一口气。
bank | staff conduct | {clerk} tossed the form back over the counter. | {clerk}把表格从柜台里扔了出来。
bank | staff conduct | No greeting, no apology: {clerk} looked at the screen and nowhere else. | 招呼不打，歉也不道，{clerk}眼睛只盯着屏幕。
bank | waiting | My card was stolen, and to have it blocked I hung on the line for {minutes} minutes. | 卡被偷了要挂失，电话里等了{minutes}分钟。
bank | waiting | I sent in the dispute on {date}, and nobody has answered since. | 争议{date}就提了，到现在没人理。
bank | waiting | One open counter for {number} people. | 一个窗口，排了{number}个人。
bank | waiting | The new card was to be here in five days; that was {days} days ago. | 新卡说五天寄到，现在都{days}天了。
bank | waiting | I press one, I press four, I press nine, and I am back at the beginning. | 按一、按四、按九，绕一圈又回到开头。
bank | waiting | Two messages in the app, both marked as read, neither answered. | 手机银行里留了两次言，都显示已读，就是不回。
bank | other | The gate of the subway does not read my new card. | 新卡在地铁闸机上刷不了。
bank | other | Your statement lists shops under names that nobody recognizes. | 账单上全是商户的注册名，谁认得出是哪家店。
bank | other | The codes still go to my old phone number. | 验证码还发到我的旧手机号。
bank | other | Each time I look up my case, the app offers me a loan. | 我一查进度，手机银行就给我弹贷款广告。
bank | other | The card lay bent in my mailbox. | 卡寄到的时候是弯的。
bank | other | My points of {years} years expired overnight. | 攒了{years}年的积分一夜清零。
bank | other | The portrait on the card that I designed is upside down. | 我自己设计的卡面，头像印倒了。
hospital | payment delay | The deposit was to be paid back at discharge; {days} days later there is nothing. | 押金说出院就退，都{days}天了也没退。
hospital | payment delay | The refund for the canceled examination was approved on {date}; the money has not come. | 取消的检查{date}就批了退费，钱一直没到。
hospital | payment delay | I overpaid {amount}, you admit it, and you still have it. | 多交的{amount}你们也认了，就是不退。
hospital | payment delay | For {weeks} weeks the stamp for my reimbursement has been missing, so I do not get my money. | 报销要的章{weeks}个星期没盖下来，钱也就报不了。
hospital | refusal | {kin} had a fever of 39.8, and we were sent home. | {kin}烧到三十九度八，你们让我们回家。
hospital | refusal | I asked for a copy of my own records and was refused. | 我要复印自己的病历，你们不给。
hospital | refusal | The referral was denied; I should 'come again in spring'. | 转诊不给开，叫我“开春再来”。
hospital | refusal | There was a free bed, and {kin} was not admitted. | 明明有床位，就是不收{kin}住院。
hospital | refusal | Because the card lay at home, {kin} was not seen at all. | 就因为就诊卡忘在家里，连看都不给{kin}看。
hospital | refusal | I wanted a second opinion, and the answer was a flat no. | 我想换位医生再看看，一口就回绝了。
hospital | wrong amount | The bill lists a scan for {amount} that was never done. | 单子上有一项{amount}的检查，根本没做过。
hospital | wrong amount | Two nights here, three nights on the bill. | 住了两晚，账上记了三晚。
hospital | wrong amount | The same blood test was charged twice, {small} each time. | 同一项验血收了两遍，每遍{small}。
hospital | wrong amount | {amount} for drugs, and nobody can show me the list. | 药费{amount}，明细谁也拿不出来。
hospital | wrong amount | The discount for retired people was not taken off {kin}'s bill. | 退休人员的优惠没给{kin}减。
hospital | wrong amount | The board says {small}, the receipt more than twice that. | 牌子上写{small}，收据上翻了一倍还不止。
hospital | misleading advice | Before the examination it was said to be reimbursed; it is not. | 检查前说能报销，做完才知道报不了。
hospital | misleading advice | We were advised to take the one for {amount} 'because the other breaks'. Another doctor says that is not so. | 说便宜的容易断，劝我们用了{amount}的，别的医生说没这回事。
hospital | misleading advice | I was told not to eat from midnight, for a test where one may eat. | 叫我半夜起别吃东西，结果那项检查根本不用空腹。
hospital | misleading advice | That a second operation would be needed, nobody said before the first. | 还要再做一次手术，第一次之前没人提过。
hospital | misleading advice | {clerk} said that the two drugs go together; the leaflet says no. | {clerk}说两种药能一起吃，说明书上写着不能。
hospital | misleading advice | The check-up was advertised as complete; half of it is a questionnaire. | 体检套餐宣传得很“全面”，一半是填问卷。
hospital | staff conduct | {clerk} talked about my illness in the corridor, loudly. | {clerk}在走廊里大声说我的病。
hospital | staff conduct | {clerk} did not look up once. | 从头到尾，{clerk}眼睛都没抬一下。
hospital | staff conduct | 'If you know better, treat yourself', said {clerk}. | {clerk}说：“你懂，你自己治啊。”
hospital | staff conduct | {clerk} pulled {kin} by the arm like a parcel. | {clerk}拽着{kin}的胳膊，像拎个包裹。
hospital | staff conduct | I asked what the result means. 'You will see', said {clerk}. | 我问结果是什么意思，{clerk}说“到时候就知道了”。
hospital | staff conduct | {clerk} called out {kin}'s name and diagnosis across the hall. | {clerk}隔着大厅喊{kin}的名字和病名。
hospital | staff conduct | Three questions were too many for {clerk}. | 才问了三句，{clerk}就烦了。
hospital | waiting | Appointment at nine, called at noon. | 约的九点，中午才叫到我。
hospital | waiting | {minutes} minutes on a bench with a bleeding hand. | 手流着血，在长椅上坐了{minutes}分钟。
hospital | waiting | Since {date} {kin} has been on the list for the scan. | 从{date}起就给{kin}排那项检查，到现在没排上。
hospital | waiting | The result was to be here in two days; it took {days}. | 结果说两天出，等了{days}天。
hospital | waiting | We rang at night, and nobody came for {minutes} minutes. | 夜里按铃，{minutes}分钟没人来。
hospital | waiting | Queue to pay, queue to collect, queue for a stamp. | 交费排队，取药排队，盖个章还排队。
hospital | waiting | The booking line is engaged until eight, and then everything is gone. | 预约电话八点前一直占线，八点一过号就没了。
hospital | other | Parking cost more than the drug. | 停车费比药费还贵。
hospital | other | The signs led us to the wrong building, {times}. | 跟着指示牌走，走错了{times}楼。
hospital | other | The curtain around bed {number} does not close. | {number}床的帘子拉不上。
hospital | other | The food was cold three days running. | 连着三天饭菜都是凉的。
hospital | other | {kin}'s glasses were lost in your house. | {kin}的眼镜在你们这儿弄丢了。
hospital | other | The whole elevator smells of paint. | 电梯里全是油漆味。
hospital | other | The machine in the entrance hall does not take {kin}'s old card. | 大厅的自助机不认{kin}的老卡。
"""

_QUESTIONS = """
insurance | payment delay | When can I count on the payout for {claim}? | {claim}的赔款大概什么时候能到？
insurance | payment delay | Does a payout to another bank take longer? | 赔款打到别的银行是不是要慢几天？
insurance | refusal | If I do not agree with a refusal, whom do I write to? | 对拒赔不服的话，该找哪个部门？
insurance | wrong amount | How is the deductible for {claim} worked out? | {claim}的免赔额是怎么算的？
insurance | misleading advice | {agent} mentioned a waiting period; for how long does it run? | {agent}提过等待期，到底是多久？
insurance | staff conduct | Can I ask for another person to handle {claim}? | {claim}能不能换个人来办？
insurance | waiting | At what hours does somebody answer the hotline? | 热线几点到几点有人接？
insurance | other | How do I change my address in the app? | 在手机应用里怎么改地址？
insurance | other | Which file formats does the upload take? | 上传材料支持哪些格式？
bank | payment delay | How many days does a refund to a card take? | 退款回到卡里一般要几天？
bank | refusal | Which papers help when a dispute is looked at again? | 争议重新审，补交什么材料有用？
bank | wrong amount | What does the fee of {small} on my statement stand for? | 账单上那笔{small}的费用是什么？
bank | misleading advice | Is the first year really free, and what about the second? | 首年免年费是真的吗，第二年呢？
bank | staff conduct | May I choose which branch handles my dispute? | 我的争议能不能换个网点办？
bank | waiting | How long is the queue around noon? | 中午人多不多，要排多久？
bank | other | Where in the app do I see which shops my card is stored with? | 卡绑在哪些商户，手机银行里在哪儿看？
hospital | payment delay | When will the deposit be paid back? | 押金什么时候能退？
hospital | refusal | Who decides whether {kin} is admitted? | {kin}能不能住院由谁定？
hospital | wrong amount | Where can I see what each item of the bill costs? | 账单每一项多少钱，在哪儿能查到？
hospital | misleading advice | Is this examination reimbursed or not? | 这项检查到底能不能报销？
hospital | staff conduct | May {kin} ask for a female doctor? | {kin}能不能要求女医生看？
hospital | waiting | When is the waiting time shortest? | 哪个时段人最少？
hospital | other | Where can relatives park in the evening? | 晚上家属的车停哪儿？
"""

_IDEAS = """
payment delay | A message at each step, as with a parcel, would save you half of these calls. | 要是像快递那样每一步发条短信，一半的电话都能省了。
payment delay | You could check account number and signature at the very beginning. | 账号和签字，一开始收材料时就可以核对。
payment delay | Small sums could be paid at once and checked later. | 小额的不如先付，事后再抽查。
refusal | A 'no' should name the clause, the fact and the way to object, on one page. | 拒绝的时候，一页纸写清依据、事实和怎么申诉就好了。
refusal | Let somebody who has not decided the case look at objections. | 申诉应该换个没经手的人来看。
wrong amount | Show the calculation line by line, then people can check it themselves. | 把计算过程逐行列出来，大家自己就能核对。
wrong amount | The system could stop a second debit of the same sum in one week. | 同一笔钱一周内扣两次，系统完全可以自动拦住。
misleading advice | Give people a sheet with what is not included and have it read out. | 把“不包括什么”单列一张纸，当面念一遍。
misleading advice | A call three days after signing, to ask what was understood, would show a lot. | 签完三天打个电话问问客户怎么理解的，能发现不少问题。
staff conduct | Let new people sit beside an experienced one for a week. | 新人先跟着老员工坐一个星期。
staff conduct | A button 'I was treated well or badly' right after the talk would do. | 谈完当场按个“满意不满意”的按钮就行。
waiting | Offer to call back instead of playing music. | 与其让人听音乐，不如登记后回拨。
waiting | Show on the website how many people are waiting right now. | 在网上显示现在有多少人在排队。
waiting | Two slots a day kept free for short questions would shorten the queue. | 每天留两个时段专门办小事，队就短了。
other | Let people choose large print once and for all. | 让老人选一次“大字版”，以后都按大字的来。
other | Ask for the new address when somebody moves their phone contract; most forget you. | 客户改手机号的时候顺便问一句地址变没变。
other | A map with numbered doors, sent with the appointment, would help. | 发通知时附一张带门号的地图就好找了。
"""

_MENTIONS = """
payment delay | And the money has not come either. | 钱也还没到。
payment delay | On top of that I am still waiting for my money. | 再说我的钱也一直没拿到。
payment delay | The last refund took a month, by the way. | 上回退款也拖了一个月。
refusal | At first you even wanted to refuse it altogether. | 一开始你们还想一口回绝。
refusal | Last year you turned me down as well. | 去年也拒过我一回。
refusal | 'Not possible', said the first letter. | 第一封回信就写着“办不了”。
wrong amount | The sum on the bill was not right either, but that was corrected. | 账单上的数也不对，不过后来改了。
wrong amount | Besides, {small} are missing. | 另外还差{small}。
wrong amount | And I do not count the {small} that were charged too much. | 多收的{small}我还没算进去呢。
misleading advice | In the beginning it was explained to me quite differently. | 当初可不是这么跟我说的。
misleading advice | Had I been told before, I would not be writing now. | 要是早说清楚，我也不用写这些。
misleading advice | Everybody tells me something else. | 问一个人一个说法。
staff conduct | {clerk} was rude into the bargain. | {clerk}态度还很差。
staff conduct | And the tone in which one is spoken to! | 那说话的口气就别提了。
staff conduct | Nobody found a friendly word. | 连句客气话都没有。
waiting | To tell you this I waited on the phone for {minutes} minutes. | 就为说这件事，我打电话等了{minutes}分钟。
waiting | Nobody answers my mails. | 发邮件也没人回。
waiting | For that I stood in line twice. | 为这个我排了两回队。
other | The app crashed, too. | 手机应用还闪退。
other | The form is hard to read as well. | 表格也看不清楚。
other | The letter went to my old address, by the way. | 顺便说一句，信又寄到老地址去了。
"""

_VAGUE = """
I am tired of explaining my case again and again. | 同一件事一遍一遍地解释，我实在累了。
That is not how one treats somebody who has been here for {years} years. | 跟了你们{years}年的老客户，就这么对待？
You know very well what this is about; it is all in the file. | 什么事你们档案里都有，自己看吧。
What was agreed on {date} was not kept. | {date}说好的事，你们没做到。
I am being passed from one department to the next. | 一个部门推给另一个部门，没人管。
It began with {small}; now it is about the principle. | 一开始就为{small}，现在我争的是个理。
My matter has come to nothing so far. | 我的事到现在没个结果。
I asked something simple and got a letter that nobody understands. | 一件小事，回了一封谁也看不懂的信。
Your last letter answers everything except my question. | 上次的回信什么都说了，就是没答我的问题。
Nothing has happened since I was with you on {date}. | {date}去过以后，一点动静都没有。
{clerk} promised to look into it, and that was the last I heard. | {clerk}说会去查一查，然后就没了下文。
I want this settled, and I want to know who is responsible. | 我要一个处理结果，也要知道谁负责。
Something has now gone wrong {times}. | 前前后后已经出了{times}岔子。
The story is long; it is in my earlier mail. | 说来话长，之前的邮件里都写了。
{kin} and I had expected better of you. | {kin}和我原来对你们的印象可不是这样。
Please look at what was done with my papers. | 请查一下我的材料到底是怎么处理的。
"""

_OPENINGS = """
Good morning. | 您好！
Dear Sir or Madam: | 尊敬的工作人员：
Hello, I need your help. | 你好，有件事想请你们帮忙。
I do not like to complain, but this has to be said. | 我不爱投诉，可这事不说不行。
This is a disgrace. | 太不像话了！
I am really angry. | 我真的很生气。
Unbelievable! | 简直难以置信！
Perhaps this is a misunderstanding. | 也许是个误会，先跟你们说一下。
I am writing about a matter of last month. | 反映一件上个月的事。
To whom it may concern: | 请转相关负责人：
For {years} years I was content with you. | {years}年来我对你们一直挺满意的。
I am writing for {kin}. | 我替{kin}写这封信。
Just so that you know. | 跟你们反映个情况。
I never thought that I would have to write this. | 真没想到有一天要写这个。
"""

_AGAIN = """
I have written about this before. | 这事我之前就反映过。
You told me that this was settled. It is not. | 你们说已经解决了，根本没有。
Here I am again, with the same thing. | 又是我，还是上次那件事。
A few weeks ago I complained about the very same thing. | 前几个星期刚投诉过一模一样的事。
It happened once more. | 同样的事又来了一次。
"""

_ADVICE = """
Not a complaint, just a suggestion. | 不算投诉，提个建议。
Take this as a tip from a customer. | 就当是老客户提个醒。
Something that you could do better: | 有个地方可以改进一下。
I would like to propose something. | 想提一条意见。
"""

_WISHES = """
You really ought to think about that. | 这方面你们真该好好想想。
It should simply work better. | 总之应该做得更好一些。
I hope that somebody takes this to heart. | 希望有人能往心里去。
"""

_ASKING = """
A short question. | 请问一下。
I found nothing on your website. | 官网上没查到。
For once I do not complain, I only want to know something. | 这回不是投诉，就想问个事。
Good morning. | 您好！
I asked at the counter, but they did not know. | 柜台问过，他们也不清楚。
Before I come by for nothing: | 省得白跑一趟，先问一句：
"""

_THANKS = """
Thank you. | 谢谢。
It is not urgent. | 不急。
A short answer will do. | 简单回一句就行。
I would like to know before {deadline}. | 最好{deadline}之前能告诉我。
{kin} asked me, and I did not know. | {kin}问我，我也说不上来。
My neighbor says one thing, your leaflet another. | 邻居说的跟宣传册上写的不一样。
"""

_CUSTOMER = """
I may have entered one digit wrong, but somebody could have called. | 可能是我写错了一位数，可总该打个电话来吧。
True, I handed in the last paper late. | 最后一份材料我确实交晚了。
The small print I had not read, who does? | 细则我是没看，谁会看呢？
Yes, I had moved and forgotten to tell you. | 是，我搬家忘了说。
I must have overlooked the reminder. | 提醒短信我可能没注意到。
It was {kin} who filled in the form, not quite rightly perhaps. | 表是{kin}填的，也许有地方没填对。
"""

_OUTSIDE = """
{creditor} says that all papers were sent to you. | {creditor}说材料都给你们了。
You say it is the fault of {creditor}, and {creditor} says it is yours. | 你们说是{creditor}的问题，{creditor}又说是你们的问题。
The courier claims to have delivered it. | 快递说早就送到了。
Another firm seems to be involved, but that is not my business. | 听说还牵扯到别家公司，可这跟我有什么关系？
"""

_SEVERE = """
insurance | For me there is {large} at stake. | 这关系到我{large}。
insurance | I have lost three working days over it. | 为这个我已经耽误了三天班。
insurance | This has been going on since {date}, and it is getting worse. | 从{date}闹到现在，越拖越糟。
insurance | I cannot plan anything until it is settled. | 这事不解决，我什么都安排不了。
insurance | A lawyer has looked at it and shakes his head. | 我找律师看过，律师直摇头。
bank | For me there is {large} at stake. | 这关系到我{large}。
bank | I have been with the police twice because of it. | 为这事派出所我都跑了两趟。
bank | This has been going on since {date}, and it is getting worse. | 从{date}闹到现在，越拖越糟。
bank | Now I am listed as somebody who does not pay. | 现在我的征信上都有了逾期记录。
bank | My contract depends on it. | 我的合同就指着这个。
hospital | It could have ended badly. | 差点就出大事了。
hospital | {kin} has not dared to come back since. | 从那以后{kin}再也不敢来了。
hospital | {kin} cried all evening. | {kin}哭了一晚上。
hospital | We traveled for five hours to get here. | 我们坐了五个钟头的车赶过来的。
hospital | I have lost three working days over it. | 为这个我已经耽误了三天班。
"""

_HARM = """
insurance | Without it we cannot pay the rent this month. | 这个月的房租就交不上了。
insurance | {kin}'s treatment has been put off because of it. | {kin}的治疗因此停下来了。
insurance | We are living with relatives, with a child of two. | 一家人带着两岁的孩子，现在借住在亲戚家。
insurance | I drive for a living, and I have not earned anything since. | 我靠跑车吃饭，从那以后一分钱没挣。
insurance | {kin} can no longer sleep for worry. | {kin}愁得整夜睡不着。
bank | My wages are on that card; I buy food on credit. | 工资都在那张卡里，现在买菜都得赊账。
bank | I could not pay for {kin}'s medicine. | {kin}的药钱都付不出来。
bank | The shop cannot pay its supplier, and the shelves are empty. | 店里付不了货款，货架都空了。
bank | {kin}'s school fees are due, and I do not have them. | {kin}的学费到期了，我拿不出来。
hospital | {kin} had to be taken to another hospital at night. | {kin}当天夜里只好转去别的医院。
hospital | The wound has become inflamed since. | 后来伤口就发炎了。
hospital | {kin} fell on the way to the toilet. | {kin}去厕所的路上摔了一跤。
hospital | I was in pain for two days for nothing. | 我白白疼了两天。
hospital | {kin} had a reaction and could not breathe. | {kin}出现过敏反应，喘不上气。
"""

_CLOSINGS = """
Please see to it. | 请尽快处理。
I expect an answer by Friday. | 周五之前请给我答复。
What happens next? | 下一步怎么办？
Who is going to take care of this? | 到底谁来管？
Please call me after six in the evening. | 请在晚上六点以后打给我。
If nothing happens, I will turn to the authorities. | 再没动静，我就找主管部门。
I would be content with an apology. | 道个歉我也就算了。
I want an explanation in writing. | 我要书面说明。
Otherwise I will go elsewhere. | 不然我就换一家。
Kind regards. | 谢谢。
Thank you for your effort. | 辛苦了，谢谢！
I am keeping copies of everything. | 所有单据我都留着。
I shall tell everyone I know. | 我会让身边的人都知道。
It would be nice if somebody simply called. | 有个人打电话来说一声就好。
I trust that you will put it right. | 相信你们会处理好的。
Enough is enough. | 我受够了。
"""


class Phrase(NamedTuple):
    """A sentence in both languages, with the same slots."""

    en: str
    zh: str


_LANGUAGES = ("English", "Chinese")


def _phrases(block: str) -> list[Phrase]:
    return [Phrase(*parts) for parts in read_lines(block, _LANGUAGES)]


def _by(block: str, keys: int) -> dict[tuple[str, ...], list[Phrase]]:
    found: dict[tuple[str, ...], list[Phrase]] = {}
    for parts in read_lines(block, (*["key"] * keys, *_LANGUAGES)):
        found.setdefault(tuple(parts[:keys]), []).append(Phrase(*parts[keys:]))
    return found


CORES, QUESTIONS = _by(_CORES, 2), _by(_QUESTIONS, 2)
IDEAS, MENTIONS, HARM = _by(_IDEAS, 1), _by(_MENTIONS, 1), _by(_HARM, 1)
VAGUE_CORES, OPENINGS, AGAIN = _phrases(_VAGUE), _phrases(_OPENINGS), _phrases(_AGAIN)
ADVICE, WISHES, ASKING = _phrases(_ADVICE), _phrases(_WISHES), _phrases(_ASKING)
CUSTOMER, OUTSIDE, SEVERE = _phrases(_CUSTOMER), _phrases(_OUTSIDE), _by(_SEVERE, 1)
CLOSINGS, THANKS = _phrases(_CLOSINGS), _phrases(_THANKS)

#: What a slot can say, by sector or product where it depends on it.
SLOTS: dict[str, list[Phrase]] = {
    "kin": _phrases(
        """
        my father | 我爸
        my mother | 我妈
        my wife | 我爱人
        my husband | 我老公
        my daughter | 我女儿
        my son | 我儿子
        my grandmother | 我奶奶
        """
    ),
    "agent": _phrases(
        """
        the agent | 业务员
        your adviser | 你们的顾问
        the man at the branch | 网点那位经理
        the woman on the phone | 电话里那位女士
        """
    ),
    "weeks": _phrases("two | 两\nthree | 三\nfour | 四\nfive | 五\nsix | 六"),
    "times": _phrases("twice | 两次\nthree times | 三次\nfour times | 四次\nfive times | 五次"),
    "clerk insurance": _phrases(
        """
        your claims clerk | 理赔员
        the lady on the hotline | 热线那位客服
        your case handler | 经办人
        the man at the counter | 柜台那位先生
        """
    ),
    "clerk bank": _phrases(
        """
        the teller | 柜员
        the lady on the hotline | 热线客服
        your lobby manager | 大堂经理
        the man in the card department | 卡部那位先生
        """
    ),
    "clerk hospital": _phrases(
        """
        the nurse at the desk | 分诊台护士
        the young doctor | 那位年轻医生
        the cashier | 收费员
        the doctor on duty | 值班医生
        the pharmacist | 药房那位
        """
    ),
    "creditor home": _phrases("the builder | 装修队\nthe plumber | 水暖工\nthe landlord | 房东"),
    "creditor motor": _phrases("the workshop | 修理厂\nthe car rental | 租车行"),
    "creditor health": _phrases("the hospital | 医院\nthe rehabilitation clinic | 康复中心"),
    "creditor bank": _phrases("the shop | 商家\nthe airline | 航空公司\nthe hotel | 酒店"),
    "creditor hospital": _phrases(
        "my insurer | 保险公司\nthe laboratory | 化验中心\nmy employer | 我单位"
    ),
    "claim home": _phrases(
        """
        the claim for the burst pipe | 水管爆裂那笔理赔
        the claim for the kitchen fire | 厨房着火那笔理赔
        the claim for our roof | 屋顶被掀那笔理赔
        the claim for the break-in | 家里被盗那笔理赔
        the claim for the flooded floor | 地板泡水那笔理赔
        """
    ),
    "claim motor": _phrases(
        """
        the claim for my car | 我的车险理赔
        the claim for the collision | 追尾那笔理赔
        the claim for the windshield | 挡风玻璃那笔理赔
        the claim for the hail damage | 冰雹砸车那笔理赔
        the claim for the stolen car | 车被盗那笔理赔
        """
    ),
    "claim health": _phrases(
        """
        the claim for my hospital stay | 我住院那笔理赔
        the claim for the operation | 手术那笔理赔
        the claim for the physiotherapy | 康复治疗那笔理赔
        the claim for the scan | 检查费那笔理赔
        the claim for my broken arm | 胳膊骨折那笔理赔
        """
    ),
}


class Entry(NamedTuple):
    """What decides about a text; `is_again` if the customer complained of the same thing before."""

    sector: str
    product: str
    opened: dt.date
    cause: str
    content: str
    root: str
    severity: int
    harm: bool
    has_idea: bool
    is_again: bool


def compose(rng: np.random.Generator, entries: Iterable[Entry]) -> list[tuple[str, str, bool]]:
    """Put together a text for each entry.

    Parameters
    ----------
    rng : Generator
        Where chance comes from.
    entries : iterable of Entry
        What each text is about.

    Returns
    -------
    list of tuple
        The text in English, the same in Chinese, and whether its core is vague.
    """
    return [_compose(rng, entry) for entry in entries]


def _compose(rng: np.random.Generator, entry: Entry) -> tuple[str, str, bool]:
    vague = bool(rng.random() < VAGUE)
    pieces = [_one(rng, phrases) for phrases in _plan(rng, entry, vague)]
    values = _values(rng, entry)
    en = " ".join(
        _capital(piece.en.format(**{k: v.en for k, v in values.items()})) for piece in pieces
    )
    zh = "".join(piece.zh.format(**{k: v.zh for k, v in values.items()}) for piece in pieces)
    return en, zh, vague and entry.content == "complaint"


def _plan(rng: np.random.Generator, entry: Entry, vague: bool) -> list[list[Phrase]]:
    """Choose the kinds of sentences, in order."""
    key = entry.sector, entry.cause
    if entry.content == "information":
        before, after = rng.random(2) < 0.65
        return [ASKING] * int(before) + [QUESTIONS[key]] + [THANKS] * int(after)
    if entry.content == "advice":
        last = IDEAS[(entry.cause,)] if entry.has_idea else WISHES
        return [ADVICE, CORES[key], last]

    plan = [VAGUE_CORES if vague else CORES[key]]
    hint = {"customer": CUSTOMER, "third party": OUTSIDE}.get(entry.root)
    if hint and rng.random() < 0.45:
        plan.append(hint)
    if entry.harm and rng.random() < 0.85:
        plan.append(HARM[(entry.sector,)])
    elif entry.severity == 3 and rng.random() < 0.6:
        plan.append(SEVERE[(entry.sector,)])
    if rng.random() < MENTION:
        rest = [cause for cause in CAUSES if cause != entry.cause]
        also = MENTIONS[(rest[int(rng.integers(len(rest)))],)]
        plan.insert(1 + int(rng.integers(len(plan))), also)
    if entry.is_again and rng.random() < 0.7:
        plan.insert(0, AGAIN)
    elif rng.random() < 0.55:
        plan.insert(0, OPENINGS)
    if entry.has_idea:
        plan.append(IDEAS[(entry.cause,)])
    elif rng.random() < 0.65:
        plan.append(CLOSINGS)
    return plan


def _one(rng: np.random.Generator, phrases: list[Phrase]) -> Phrase:
    return phrases[int(rng.integers(len(phrases)))]


def _values(rng: np.random.Generator, entry: Entry) -> dict[str, Phrase]:
    """Fill the slots of one text; a slot says the same wherever it stands in it."""
    values = {name: _one(rng, SLOTS[name]) for name in ("kin", "agent", "weeks", "times")}
    values["clerk"] = _one(rng, SLOTS[f"clerk {entry.sector}"])
    whom = entry.product if entry.sector == "insurance" else entry.sector
    values["creditor"] = _one(rng, SLOTS[f"creditor {whom}"])
    claims = SLOTS.get(f"claim {entry.product}")
    if claims:
        values["claim"] = _one(rng, claims)
    for name, low, high in (
        ("days", 16, 64),
        ("years", 2, 19),
        ("minutes", 18, 95),
        ("number", 21, 88),
    ):
        number = str(rng.integers(low, high))
        values[name] = Phrase(number, number)
    for name, low, high, step in (
        ("small", 15, 390, 1),
        ("amount", 40, 980, 10),
        ("large", 30, 240, 1000),
    ):
        money = int(rng.integers(low, high)) * step
        values[name] = Phrase(f"{money:,} yuan", f"{money}元")
    day = entry.opened - dt.timedelta(days=int(rng.integers(8, 41)))
    values["date"] = _date(day)
    until = entry.opened + dt.timedelta(days=int(rng.integers(10, 30)))
    values["deadline"] = _date(until)
    return values


def _date(day: dt.date) -> Phrase:
    return Phrase(f"{MONTHS[day.month - 1]} {day.day}", f"{day.month}月{day.day}日")


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
