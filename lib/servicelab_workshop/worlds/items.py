"""The 22 items of the insurer's survey, in English and Chinese, in the course's own wording."""

from __future__ import annotations

from servicelab_workshop.worlds.lines import read_lines

_TEXTS = """
tangibles | A good insurer lays out its policy papers so that I find my cover at a glance. | Willow Bridge lays out its policy papers so that I find my cover at a glance. | 好的保险公司会把保单排得一目了然，保什么一翻就能找到。 | 柳桥保险的保单排得一目了然，保什么一翻就能找到。
tangibles | A good insurer's app runs smoothly on an ordinary phone. | The Willow Bridge app runs smoothly on my phone. | 好的保险公司，手机应用在普通手机上也很流畅。 | 柳桥保险的手机应用在我手机上很流畅。
tangibles | A good insurer receives its customers in rooms where I would sit down for a talk. | Willow Bridge receives its customers in rooms where I sit down for a talk. | 好的保险公司，接待室让人愿意坐下来谈。 | 柳桥保险的接待室让我愿意坐下来谈。
tangibles | A good insurer prints its letters and forms in a size that older people can read. | Willow Bridge prints its letters and forms in a size that older people can read. | 好的保险公司，信函和表格的字号老人也看得清。 | 柳桥保险的信函和表格，字号老人也看得清。
reliability | A good insurer pays a claim the way the cover was explained before signing. | Willow Bridge pays a claim the way the cover was explained before signing. | 好的保险公司，签约前怎么解释保障，出险后就怎么赔。 | 柳桥保险签约前怎么解释保障，出险后就怎么赔。
reliability | A good insurer collects exactly the premium that was agreed, on the agreed day. | Willow Bridge collects exactly the premium that was agreed, on the agreed day. | 好的保险公司，说好多少保费、哪天扣，就是多少、就是哪天。 | 柳桥保险说好多少保费、哪天扣，就是多少、就是哪天。
reliability* | With a good insurer, things that were settled have to be settled all over again. | With Willow Bridge, things that were settled have to be settled all over again. | 在好的保险公司，已经谈妥的事还得从头再谈一遍。 | 在柳桥保险，已经谈妥的事还得从头再谈一遍。
reliability | A good insurer still has the papers that I handed in when they are needed. | Willow Bridge still has the papers that I handed in when they are needed. | 好的保险公司，我交过的材料要用的时候都还在。 | 在柳桥保险，我交过的材料要用的时候都还在。
reliability | With a good insurer, the sum on a settlement can be checked line by line and adds up. | With Willow Bridge, the sum on a settlement can be checked line by line and adds up. | 好的保险公司，赔款单可以逐行核对，加起来也对得上。 | 柳桥保险的赔款单可以逐行核对，加起来也对得上。
responsiveness | After I report a loss, a good insurer says within a day what comes next. | After I report a loss, Willow Bridge says within a day what comes next. | 报案以后，好的保险公司一天之内就告诉我下一步怎么办。 | 报案以后，柳桥保险一天之内就告诉我下一步怎么办。
responsiveness | At a good insurer, somebody picks up the phone before I hang up. | At Willow Bridge, somebody picks up the phone before I hang up. | 打给好的保险公司，我还没挂断就有人接。 | 打给柳桥保险，我还没挂断就有人接。
responsiveness* | At a good insurer, a claim lies untouched for days. | At Willow Bridge, a claim lies untouched for days. | 在好的保险公司，理赔材料一放好几天没人动。 | 在柳桥保险，理赔材料一放好几天没人动。
responsiveness | A good insurer clears up a question about a bill in a single contact. | Willow Bridge clears up a question about a bill in a single contact. | 账单上的疑问，好的保险公司一次联系就能说清。 | 账单上的疑问，柳桥保险一次联系就能说清。
assurance | A good insurer's advisers can say what a policy pays for and what it leaves out. | Willow Bridge's advisers can say what a policy pays for and what it leaves out. | 好的保险公司，顾问讲得清保单赔什么、不赔什么。 | 柳桥保险的顾问讲得清保单赔什么、不赔什么。
assurance | What I tell a good insurer about my health and my account goes no further. | What I tell Willow Bridge about my health and my account goes no further. | 我告诉好的保险公司的病史和账户，不会传到外面去。 | 我告诉柳桥保险的病史和账户，不会传到外面去。
assurance | A good insurer gives the reasons for a refusal without talking down to me. | Willow Bridge gives the reasons for a refusal without talking down to me. | 好的保险公司拒赔会讲明理由，也不摆架子。 | 柳桥保险拒赔会讲明理由，也不摆架子。
assurance | A good insurer speaks of the weak points of a policy as openly as of the strong ones. | Willow Bridge speaks of the weak points of a policy as openly as of the strong ones. | 好的保险公司讲保单的短处和讲长处一样坦率。 | 柳桥保险讲保单的短处和讲长处一样坦率。
empathy | At a good insurer, whoever talks to me has looked into my file first. | At Willow Bridge, whoever talks to me has looked into my file first. | 在好的保险公司，跟我谈的人会先看过我的档案。 | 在柳桥保险，跟我谈的人会先看过我的档案。
empathy | A good insurer fits the assessor's visit around my working day. | Willow Bridge fits the assessor's visit around my working day. | 好的保险公司，定损员上门会迁就我的上班时间。 | 柳桥保险的定损员上门会迁就我的上班时间。
empathy* | A good insurer handles me as a policy number. | Willow Bridge handles me as a policy number. | 好的保险公司只把我当成一个保单号。 | 柳桥保险只把我当成一个保单号。
empathy | After a loss, a good insurer asks how we at home are getting on. | After a loss, Willow Bridge asks how we at home are getting on. | 出险以后，好的保险公司会问一声家里过得怎么样。 | 出险以后，柳桥保险会问一声家里过得怎么样。
empathy | A good insurer advises me against cover that I can do without. | Willow Bridge advises me against cover that I can do without. | 用不着的保障，好的保险公司会劝我别买。 | 用不着的保障，柳桥保险会劝我别买。
"""

#: Rows of (item, dimension, text_expectation_en, text_perception_en, text_expectation_zh,
#: text_perception_zh, is_reversed).
ITEMS: list[tuple[int, str, str, str, str, str, bool]] = []
_COLUMNS = (
    *("dimension", "expectation in English", "perception in English"),
    *("expectation in Chinese", "perception in Chinese"),
)
for _number, _line in enumerate(read_lines(_TEXTS, _COLUMNS), start=1):
    _dimension, _e_en, _p_en, _e_zh, _p_zh = _line
    _reversed = _dimension.endswith("*")
    ITEMS.append((_number, _dimension.rstrip("*"), _e_en, _p_en, _e_zh, _p_zh, _reversed))
