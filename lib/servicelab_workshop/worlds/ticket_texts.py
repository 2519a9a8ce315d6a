"""Eighty invented tickets of a bank's service desk, each with its gold code and its problem."""

from __future__ import annotations

from servicelab_workshop.worlds.lines import read_lines

_TEXTS = """
request | - | Please unlock my password, I typed it wrong three times. | 密码输错三次被锁了，麻烦解一下。
request | - | I need access to the card disputes folder for my new colleague. | 新同事要用卡争议文件夹，请开通权限。
request | - | How do I print a statement with the bank's stamp? | 带银行章的对账单怎么打印？
request | - | A second screen for counter three, please. | 三号柜台想再配一台显示器。
request | - | Please send me last year's statements as files. | 请把去年的对账单发我电子版。
request | - | I would like a quieter place for talks with customers; is a room free on Monday? | 想找间安静的屋子跟客户谈事，周一有空的吗？
request | - | New address for a customer: the change form is attached. | 客户换了地址，变更表见附件。
request | - | Can you show me how to set a limit for payments abroad? | 境外支付限额怎么设，能教我一下吗？
request | - | Please order fifty deposit slips for the branch at Harbor. | 港口网点要五十本存款单，请订一下。
request | - | I am on leave next week; please forward my mail to the deputy. | 我下周休假，邮件请转给代班同事。
request | - | Where do I find the form for a lost card in Chinese? | 挂失申请表的中文版在哪儿找？
request | - | Please add my mobile number to the list for out-of-hours alerts. | 请把我的手机号加进夜间值班通知名单。
request | - | A customer asks for larger type on the cash machine; how is that switched on? | 客户想把取款机字号调大，在哪儿设？
request | - | I need a new badge, the old one is worn out. | 工牌磨坏了，申请换一张。
request | - | May I have a report of the disputes of last month, by branch? | 想要一份上个月各网点的争议统计。
request | - | Please install the program for sign language calls on my computer. | 请在我电脑上装一下手语视频软件。
request | - | Which papers does a customer need to open an account for a child? | 给孩子开户要带哪些材料？
request | - | Please give the trainee reading rights for the loan files, until Friday. | 请给实习生开通贷款档案的查看权限，到周五为止。
request | - | I would like to know the status of my ticket on the coin counter. | 想问一下我报的那台点币机处理到哪一步了。
request | - | Please book the video room for a talk with the card department. | 请帮忙订视频会议室，跟卡部开个会。
request | - | A customer wants the confirmation of balance in English by tomorrow. | 客户明天前要一份英文存款证明。
request | - | Could the opening hours on our door be reprinted? They are faded. | 门口的营业时间褪色了，能重印一张吗？
request | - | Please close the account of the sports club, minutes are attached. | 体育俱乐部要销户，会议纪要已附上。
request | - | I forgot how to record a dispute by phone; is there a guide? | 电话受理争议怎么录入我忘了，有操作指南吗？
request | - | Toner for the printer in the back office, please. | 后台打印机没墨粉了，请送一支。
request | - | Please take my name off the mailing list on card offers. | 请把我从信用卡活动的群发名单里去掉。
incident | PR1 | Since this morning the app logs customers out in the middle of a payment. | 从今天早上起，客户付款付到一半，手机银行就自动退出。
incident | PR1 | A customer was thrown out of the app four times while paying rent. | 有客户交房租，手机银行连退四次。
incident | PR1 | The app ends the session when a code is asked for. | 手机银行一要验证码就掉线。
incident | PR1 | Shop owner cannot send wages, the app closes at the last step. | 店主发不了工资，到最后一步应用就闪退。
incident | PR1 | My transfer was sent twice because the app logged me out and I tried again. | 应用退出后我重试，结果转账转了两遍。
incident | PR1 | Logged out again while uploading the receipt for a dispute. | 传争议凭证的时候又被退出来了。
incident | PR1 | Three callers within an hour: the app goes back to the start page. | 一小时三个电话，都说应用跳回首页。
incident | PR2 | At noon the card terminals in the market hall lose the connection. | 一到中午，市场大厅的刷卡机就断线。
incident | PR2 | The bakery cannot take cards between twelve and one. | 面包店十二点到一点刷不了卡。
incident | PR2 | Terminal at the pharmacy says 'no line', again at lunch time. | 药店的刷卡机提示“无线路”，又是在午饭时间。
incident | PR2 | Payments at the noodle shop are declined, the cards are in order. | 面馆刷卡都被拒，卡本身没问题。
incident | PR2 | Since twelve the taxi rank cannot take card payments. | 十二点以后出租车站点收不了卡。
incident | PR3 | A customer got the same statement twice, with different totals. | 客户收到两份一样的对账单，合计还不一样。
incident | PR3 | Two letters, one statement: the customer thinks that she was charged double. | 一份账单寄了两封信，客户以为扣了她两次钱。
incident | PR3 | A customer brings in two statements and asks which one counts. | 客户拿着两份对账单来问以哪份为准。
incident | PR4 | The queue display stands still, customers do not know who is next. | 叫号屏不动了，客户不知道轮到谁。
incident | PR4 | The display calls numbers that were served an hour ago. | 叫号屏叫的都是一小时前的号。
incident | PR4 | No numbers on the screen; two customers have quarreled about their turn. | 屏上没号，两位客户为先后吵起来了。
incident | - | The whole branch is without telephone since nine. | 全网点从九点起电话不通。
incident | - | I cannot open any customer file, the screen stays white. | 客户档案一份都打不开，屏幕一片白。
incident | - | Transfers to one other bank are stuck since ten o'clock. | 转往某家银行的款从十点起都卡住了。
incident | - | The code for a payment comes an hour late. | 付款验证码晚一个小时才到。
incident | - | A customer's card is blocked although nobody asked for it. | 客户的卡被锁了，没人申请过。
incident | - | Our website says 'service not available' to everybody who calls here. | 打电话来的客户都说官网显示“服务不可用”。
incident | - | Standing orders of the first of the month were not carried out. | 一号的定期转账都没执行。
incident | - | The exchange rate on the counter screen is that of yesterday. | 柜台屏上的汇率还是昨天的。
incident* | - | I am fed up: nothing works here today and customers are shouting. | 受不了了，今天什么都不好使，客户都在嚷。
fault | PR4 | The paper roll of the queue machine jams, its cutter is bent. | 叫号机老卡纸，切刀弯了。
fault | - | The cash machine in the lobby does not take notes, its belt is torn. | 大厅取款机不吞钞，皮带断了。
fault | - | The lock of safe two does not close. | 二号保险柜的锁合不上。
fault | - | The scanner at counter one has a stripe across every page. | 一号柜台的扫描仪，每页都有一道杠。
fault | - | The coin counter rattles and then stops. | 点币机响几声就停了。
fault* | - | The automatic door opens for nobody but the wind. | 自动门人来不开，风来倒开。
fault | - | One of the keys on the PIN pad at counter four sticks. | 四号柜台密码键盘有个键按下去弹不起来。
fault | - | The battery of the emergency light is flat. | 应急灯的电池没电了。
problem | PR1 | A row of tickets about sessions that end too early: find the cause in the last app version. | 多张工单反映会话提前结束，请查新版应用的根源。
problem | PR2 | Terminals fail around noon in four streets: what do they share? | 四条街的刷卡机都在中午出问题，共同点是什么？
problem | PR3 | Why are statements produced twice after a correction? | 更正以后对账单为什么会生成两份？
problem | PR4 | Queue displays and ticket machines fail together; is it the server in the cellar? | 叫号屏和取号机一起坏，是不是地下室那台服务器的事？
problem* | PR5 | Forgotten passwords make up a third of our calls; what is behind it? | 三分之一的来电都是忘密码，背后是什么原因？
change | PR1 | Install app version 7.2, which keeps the session during code entry, on Sunday night. | 周日夜里上线7.2版应用，输验证码时保持会话。
change | PR2 | Move the terminals of the market district to the second line, with a test on Saturday. | 把市场片区的刷卡机切到第二条线路，周六测试。
change | PR3 | Alter the statement run so that a correction replaces the first version. | 修改对账单批处理，更正件直接替换原件。
change | - | Raise the daily limit in the test system to 50,000 yuan for two weeks. | 测试系统的日限额调到五万元，为期两周。
change | - | Replace the printers of all branches in the fourth quarter, by plan. | 按计划四季度更换各网点打印机。
change | - | Add the new branch at University to the phone system before it opens. | 大学城新网点开业前接入电话系统。
change | - | Switch the texts on the cash machines to the new wording on the first. | 一号起取款机提示语换成新版。
change | - | Update the operating system of the counter computers, branch by branch. | 各网点柜台电脑逐个升级操作系统。
change | - | Move the archive to the new server during the holiday. | 节假日期间把档案迁到新服务器。
change* | - | From next month the dispute form shall ask for the phone number as well. | 下个月起争议申请表上要加填手机号。
change | - | Remove the access of all staff who left in the last quarter. | 清理上季度离职人员的权限。
change | - | Extend the warranty check in the inventory list by one column. | 设备台账加一栏保修期检查。
change | - | Shorten the lock after wrong passwords from a day to an hour, after approval. | 密码输错的锁定时间从一天改为一小时，待审批。
incident | PR3 | One customer, one month, two statements, and a lot of explaining. | 同一个客户，一个月两份账单，解释了半天。
"""

#: Rows of (kind, problem_id or None, text_en, text_zh, is_ambiguous).
TICKETS: list[tuple[str, str | None, str, str, bool]] = []
for _kind, _problem, _en, _zh in read_lines(_TEXTS, ("kind", "problem", "English", "Chinese")):
    TICKETS.append(
        (
            _kind.rstrip("*"),
            None if _problem == "-" else _problem,
            _en,
            _zh,
            _kind.endswith("*"),
        )
    )
