"""Forty invented clauses of an insurer's policies, some plain, some hard, and how hard they read."""

from __future__ import annotations

import re

from servicelab_workshop.worlds.lines import read_lines

_TEXTS = """
home | We pay if a pipe bursts. Report it within three days. Keep the broken part until we have seen it. | 水管爆裂我们赔。三天内报案。坏掉的部件留到我们看过为止。
home | We replace what was stolen with new things of the same kind. Tell the police on the same day. | 被盗的物品，我们按同类新品赔。当天就要报警。
home | If a storm breaks your roof, we pay for the repair and for a dry place to sleep. | 大风掀了屋顶，我们赔修理费，也赔临时住处的费用。
home | You pay the first 300 yuan of each loss yourself. We pay the rest up to the sum on page one. | 每次损失前三百元由您自己承担，其余由我们赔，以首页金额为限。
home | Do not leave candles alone. If you do and the house burns, we pay half. | 蜡烛点着，人别走开。否则着火我们只赔一半。
home | Damage by water that rises from the ground is not part of this policy unless you have bought the flood module, which is listed on page one. | 地面涨水造成的损失不在本保单之内，除非您买了洪水附加险，买没买看首页。
home | Valuables such as jewelry, coins and collections are insured up to a fifth of the total sum, and only while they lie in a locked safe. | 首饰、钱币、藏品等贵重物品，最多赔到总保额的五分之一，且须锁在保险柜里。
home | If the home stands empty for more than sixty days in a row, tell us before you leave, as the cover for burst pipes and theft is otherwise suspended. | 房子连续空置超过六十天的，请在离开前告知我们，否则水管爆裂和盗窃的保障暂停。
home | Compensation for consequential deterioration of furnishings is restricted to circumstances in which the policyholder demonstrates immediate notification and appropriate mitigation, notwithstanding any contributory negligence of cohabiting persons. | 家居陈设因次生原因劣化之赔付，以投保人能证明即时通知并采取适当减损措施为限，同住人之过失相抵不受此限。
home | In the event of underinsurance, indemnification is diminished in the proportion which the agreed sum bears to the replacement value determined immediately preceding the occurrence, save where the parties have stipulated a waiver. | 遇有不足额保险之情形，赔偿金按约定保额与事故发生前所确定之重置价值之比例递减，双方另有放弃约定者除外。
home | Subsidence, settlement and shrinkage of foundations, including deterioration attributable to defective workmanship or unsuitable materials, whether or not discoverable by reasonable inspection, are excluded without prejudice to the provisions concerning escape of water. | 地基沉降、下陷及收缩，包括可归因于施工瑕疵或材料不当之劣化，无论经合理查验能否发现，均予除外，但不影响有关漏水条款之适用。
home | We choose whether to repair, replace or pay. We ask you first. | 修、换还是赔钱，由我们定，但会先问您的意见。
home | The glass of windows, doors and tables is insured, but scratches and blind panes are not, and the deductible applies per pane. | 门窗和桌面的玻璃都保，划痕和起雾不保，免赔额按块计算。
home | Entitlement lapses where the policyholder, having been requested in writing to furnish documentation substantiating ownership and valuation, fails to comply within fourteen days. | 投保人经书面要求提供所有权及价值证明文件而逾十四日未提供者，请求权丧失。
motor | We pay if you hit another car. We also pay if another car hits you and drives off. | 您撞了别人的车，我们赔。别人撞了您跑掉，我们也赔。
motor | Call us from the road. We send a tow truck at any hour. | 在路上就给我们打电话，随时派拖车。
motor | Each year without a claim makes the next one five percent cheaper, down to half of the price. | 每一年不出险，下一年便宜百分之五，最低到半价。
motor | Only those whom you name on page one may drive. If somebody else drives, you pay the first 2,000 yuan of a loss. | 只有首页写明的人可以开车。换别人开，出了事前两千元由您承担。
motor | Glass is repaired free of charge in any workshop that you like. | 玻璃在您选的任何一家修理厂都免费修。
motor | We do not pay for a driver who has been drinking. | 酒后开车，我们不赔。
motor | After a collision take photographs of both cars, write down the names of witnesses, and do not admit anything before you have talked to us. | 撞车以后给两辆车拍照，记下证人姓名，跟我们通话之前不要承认任何责任。
motor | A rental car is paid for as long as yours is being repaired, at most ten days, in the class below your own. | 修车期间我们付租车费，最多十天，租低一级的车型。
motor | Hail damage is settled at the current value of the car less the deductible, and where the dents can be pressed out without paint we pay for that method only. | 冰雹砸伤按车辆现值减免赔额赔付，能无漆修复的凹坑只赔这种修法的费用。
motor | Depreciation is calculated according to the schedule appended hereto, irrespective of mileage, maintenance or extraordinary equipment, unless documentary evidence of acquisition within twelve months is presented simultaneously with notification. | 折旧依所附之表计算，不论里程、保养及特殊配置，但通知时一并提交十二个月内购置之书面凭证者除外。
motor | Reimbursement of accessories not permanently affixed is excluded, as is compensation for diminished marketability, deprivation of use or frustrated expenditure, howsoever occasioned. | 非固定附属物之补偿、市值减损、使用丧失及徒然支出之赔偿，无论何因所致，均不在内。
motor | Should the operator contravene statutory obligations regarding roadworthiness, the insurer is discharged from performance to the extent that the contravention influenced the occurrence or the ascertainment of the occurrence. | 驾驶人违反有关车辆适驾性之法定义务者，保险人于该违反影响事故之发生或事故之认定范围内免于给付。
motor | Theft is paid after thirty days if the car has not been found. Send us both keys. | 车被盗三十天没找到，我们就赔。请把两把钥匙都寄来。
motor | Modifications increasing performance, including interventions in electronic control systems, necessitate prior written agreement, failing which obligations under the comprehensive section are suspended until reinstatement. | 提升性能之改装，包括对电控系统之干预，须事先取得书面同意，否则综合险项下之义务于恢复原状前中止。
health | We pay for the bed, the doctor and the drugs of a hospital stay. | 住院的床位费、医生费和药费，我们都赔。
health | Send us the bill within ninety days. A photograph is enough. | 九十天内把账单发来，拍张照就行。
health | You may choose any hospital on our list. In an emergency any hospital will do. | 名单上的医院您随便选。急诊时哪家都行。
health | For the first ninety days we pay only for accidents. After that we pay for illness too. | 头九十天只赔意外，之后生病也赔。
health | Teeth are paid for if they were hurt in an accident, but not for fillings, crowns or braces that become due for other reasons. | 牙齿因意外受伤的我们赔，因其他原因补牙、镶牙、矫正的不赔。
health | Tell us about every illness of the last five years when you sign. If you leave one out on purpose, we need not pay for it. | 签约时请告知近五年的所有疾病。故意漏写的，我们可以不赔。
health | Treatment abroad is paid up to what it would have cost at home, provided that we have agreed before you travel. | 在境外治疗，出发前经我们同意的，按国内所需费用为限赔付。
health | Pre-existing conditions, including symptoms which would have induced a reasonably prudent person to seek consultation, irrespective of diagnosis, are excluded throughout the contestability period and thereafter subject to individual underwriting determination. | 既往症，包括足以使合理审慎之人就诊之症状，无论是否确诊，于可抗辩期内概予除外，其后依个别核保决定。
health | Reimbursement presupposes medical necessity as established by prevailing professional standards; experimental, complementary or predominantly restorative procedures require prior authorization, without which entitlement is forfeited in its entirety. | 给付以依现行专业标准认定之医疗必要性为前提；试验性、辅助性或以康复为主之疗法须事先获得授权，未获授权者请求权全部丧失。
health | Daily allowance during incapacity commences following expiration of the deferred period and terminates upon restoration of occupational capability, exhaustion of the maximum duration, or attainment of retirement age, whichever occurs earliest. | 失能期间之日津贴自等待期届满起给付，至恢复职业能力、用尽最长期限或达退休年龄时终止，以最先发生者为准。
health | Premiums are subject to periodic recalculation in accordance with actuarial assumptions concerning morbidity, utilization and administrative expenditure, notification whereof constitutes acceptance unless objection is communicated within fourteen days. | 保费依发病率、使用率及管理支出之精算假设定期重新核算，通知后十四日内未表示异议者视为同意。
health | If you are in the hospital for more than ten days, we pay 100 yuan for each further day to your family. | 住院超过十天的，从第十一天起每天另付家属一百元。
"""

#: Rows of (product, text_en, text_zh).
CLAUSES: list[tuple[str, str, str]] = []
for _product, _en, _zh in read_lines(_TEXTS, ("product", "English", "Chinese")):
    CLAUSES.append((_product, _en, _zh))

_WORD = re.compile(r"[A-Za-z]+(?:[-'][A-Za-z]+)*")
LONG = 9


def reading_ease(text: str) -> tuple[float, float]:
    """Measure how hard an English text reads.

    Parameters
    ----------
    text : str
        Sentences that end with a full stop.

    Returns
    -------
    words_per_sentence, long_word_share : float
        Words over sentences, and the share of words that have nine letters or more. A word is a run
        of letters, with hyphens and apostrophes in it.

    Examples
    --------
    >>> reading_ease("We pay. Report it immediately.")
    (2.5, 0.2)
    """
    words = _WORD.findall(text)
    long = sum(sum(map(str.isalpha, word)) >= LONG for word in words)
    return len(words) / text.count("."), long / len(words)
