<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ClockTile</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
</context>
<context>
    <name>CoverMatrix</name>
    <message>
        <source>No material reports yet</source>
        <extracomment>Lines that a material&apos;s name may take. Days of cover under which a cell is grave, and under which it is to be watched.</extracomment>
        <translation>暂无物资报告</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>{0} d</source>
        <translation>{0} 天</translation>
    </message>
    <message>
        <source>gap {0}</source>
        <translation>缺 {0}</translation>
    </message>
</context>
<context>
    <name>DeskBar</name>
    <message>
        <source>ON AIR</source>
        <translation>正在上屏</translation>
    </message>
    <message>
        <source>Undo  Ctrl+Z</source>
        <translation>撤销  Ctrl+Z</translation>
    </message>
    <message>
        <source>Keys  F1</source>
        <translation>按键  F1</translation>
    </message>
</context>
<context>
    <name>DeskWindow</name>
    <message>
        <source>Press again to end the console</source>
        <translation>再按一次即退出系统</translation>
    </message>
    <message>
        <source>Operator&apos;s desk</source>
        <translation>操作台</translation>
    </message>
    <message>
        <source>Scenes</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>On the wall</source>
        <translation>大屏画面</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
</context>
<context>
    <name>FacilitiesTile</name>
    <message>
        <source>Beds and intensive care</source>
        <translation>床位与重症救治</translation>
    </message>
</context>
<context>
    <name>FacilityRows</name>
    <message>
        <source>No sites on record</source>
        <extracomment>Shares of used beds from which a place is to be watched, and is full.</extracomment>
        <translation>没有登记的机构</translation>
    </message>
    <message>
        <source>beds</source>
        <translation>床位</translation>
    </message>
    <message>
        <source>ICU</source>
        <translation>ICU</translation>
    </message>
    <message>
        <source>{0} ({1} sites)</source>
        <translation>{0}（{1} 处）</translation>
    </message>
    <message>
        <source>{0} state no beds</source>
        <translation>{0} 处未报床位</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>FaultList</name>
    <message>
        <source>Since</source>
        <translation>起始</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Remedy</source>
        <translation>处理办法</translation>
    </message>
    <message>
        <source>No faults</source>
        <translation>无故障</translation>
    </message>
</context>
<context>
    <name>GroupRows</name>
    <message>
        <source>No reporting units</source>
        <translation>没有报送单位</translation>
    </message>
</context>
<context>
    <name>HeadlineBand</name>
    <message>
        <source>day {0}</source>
        <translation>日 {0}</translation>
    </message>
    <message>
        <source>week {0}</source>
        <translation>周 {0}</translation>
    </message>
</context>
<context>
    <name>HeadlineTile</name>
    <message>
        <source>Situation</source>
        <translation>疫情概况</translation>
    </message>
</context>
<context>
    <name>HealthPanel</name>
    <message>
        <source>Dataset</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>截至</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Database connected</source>
        <translation>数据库已连接</translation>
    </message>
    <message>
        <source>No database; last agreed {age} ago</source>
        <translation>数据库中断，{age}前最后一次核对一致</translation>
    </message>
    <message>
        <source>No database yet</source>
        <translation>尚未连上数据库</translation>
    </message>
</context>
<context>
    <name>InvestigationTile</name>
    <message>
        <source>Investigation</source>
        <translation>排查流调</translation>
    </message>
    <message>
        <source>{0} of {1} places reported</source>
        <translation>{1} 地中 {0} 地已报送</translation>
    </message>
    <message>
        <source>from {0} not finished: left out</source>
        <translation>{0} 起数据未收齐，不计入</translation>
    </message>
</context>
<context>
    <name>KeyHelp</name>
    <message>
        <source>Take the scene of this number</source>
        <translation>切换到该编号的场景</translation>
    </message>
    <message>
        <source>Whole province</source>
        <translation>全省</translation>
    </message>
    <message>
        <source>Find a place</source>
        <translation>查找地区</translation>
    </message>
    <message>
        <source>Take what is selected</source>
        <translation>切换到选中项</translation>
    </message>
    <message>
        <source>Go to the next list</source>
        <translation>转到下一个列表</translation>
    </message>
    <message>
        <source>Undo the last step on the wall</source>
        <translation>撤销大屏上的上一步</translation>
    </message>
    <message>
        <source>Switch between Chinese and English</source>
        <translation>切换中文 / 英文</translation>
    </message>
    <message>
        <source>Go to the wall windows and back</source>
        <translation>在大屏窗口与操作台之间切换</translation>
    </message>
    <message>
        <source>These keys</source>
        <translation>按键说明</translation>
    </message>
    <message>
        <source>End the console (press twice)</source>
        <translation>退出系统（连按两次）</translation>
    </message>
</context>
<context>
    <name>MapControls</name>
    <message>
        <source>New</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>累计</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>现有</translation>
    </message>
    <message>
        <source>Per 100k</source>
        <translation>每10万人</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>缺口</translation>
    </message>
    <message>
        <source>Prefectures</source>
        <translation>市州</translation>
    </message>
    <message>
        <source>Counties</source>
        <translation>县区</translation>
    </message>
</context>
<context>
    <name>MapLegend</name>
    <message>
        <source>Not published</source>
        <translation>未公布</translation>
    </message>
    <message>
        <source>Command post</source>
        <translation>指挥点位</translation>
    </message>
</context>
<context>
    <name>MapTile</name>
    <message>
        <source>no data yet</source>
        <translation>暂无数据</translation>
    </message>
    <message>
        <source>Waiting for data</source>
        <translation>等待数据</translation>
    </message>
    <message>
        <source>Preparing the map</source>
        <translation>正在准备地图</translation>
    </message>
    <message>
        <source>Map review number {number}</source>
        <translation>审图号：{number}</translation>
    </message>
    <message>
        <source>Imported etc., not mapped: {count}</source>
        <translation>境外输入及未定属地（不上图）：{count}</translation>
    </message>
    <message>
        <source>No area drawn for: {names}</source>
        <translation>图上无对应区域：{names}</translation>
    </message>
    <message>
        <source>Newly confirmed</source>
        <translation>新增确诊</translation>
    </message>
    <message>
        <source>Confirmed, total</source>
        <translation>累计确诊</translation>
    </message>
    <message>
        <source>Active cases</source>
        <translation>现有确诊</translation>
    </message>
    <message>
        <source>Rate per 100,000</source>
        <translation>每10万人累计确诊</translation>
    </message>
    <message>
        <source>Material gap</source>
        <translation>物资缺口</translation>
    </message>
    <message>
        <source>by county</source>
        <translation>按县区</translation>
    </message>
    <message>
        <source>by prefecture</source>
        <translation>按市州</translation>
    </message>
</context>
<context>
    <name>MaterialSeriesTile</name>
    <message>
        <source>Production, reserve, flow</source>
        <extracomment>Days shown; older ones are on the desk.</extracomment>
        <translation>生产、储备与调拨</translation>
    </message>
    <message>
        <source>Reserve</source>
        <translation>储备</translation>
    </message>
    <message>
        <source>Daily demand</source>
        <translation>日需求</translation>
    </message>
    <message>
        <source>Produced</source>
        <translation>生产</translation>
    </message>
    <message>
        <source>Consumed</source>
        <translation>消耗</translation>
    </message>
    <message>
        <source>Shipped</source>
        <translation>发出</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>到达</translation>
    </message>
</context>
<context>
    <name>MaterialsTile</name>
    <message>
        <source>Material cover and gap</source>
        <translation>物资保障天数与缺口</translation>
    </message>
    <message>
        <source>days of cover, gap over {0} days · {1} of {2} materials</source>
        <translation>可用天数，{0} 天缺口 · 共 {2} 种物资，显示 {1} 种</translation>
    </message>
    <message>
        <source> · {0} places not shown</source>
        <translation> · 另有 {0} 个地区未显示</translation>
    </message>
</context>
<context>
    <name>NetworkTile</name>
    <message>
        <source>Reporting network</source>
        <extracomment>Narrower than this share of the wall&apos;s height, the lists stand below each other.</extracomment>
        <translation>报送网络</translation>
    </message>
    <message>
        <source>Nobody is silent</source>
        <translation>全部按时报送</translation>
    </message>
    <message>
        <source>{0} of {1} units in time</source>
        <translation>{1} 家单位中 {0} 家按时报送</translation>
    </message>
    <message>
        <source>at {0:%m-%d %H:%M}</source>
        <translation>截至 {0:%m-%d %H:%M}</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>层级</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Sector</source>
        <translation>条线</translation>
    </message>
</context>
<context>
    <name>RegionPicker</name>
    <message>
        <source>Find a place: name, pinyin, code</source>
        <translation>查找地区：名称、拼音、代码</translation>
    </message>
    <message>
        <source>Whole province</source>
        <translation>全省</translation>
    </message>
</context>
<context>
    <name>ReproductionTile</name>
    <message>
        <source>Reproduction number R</source>
        <extracomment>Days shown at most unless the scene says otherwise (option ``days``); 0 shows all.</extracomment>
        <translation>再生数 R</translation>
    </message>
    <message>
        <source>Fewer than {0} cases in the window</source>
        <translation>窗口内少于 {0} 例</translation>
    </message>
    <message>
        <source>Mean and 95% interval</source>
        <translation>均值与95%区间</translation>
    </message>
</context>
<context>
    <name>ReproductionWords</name>
    <message>
        <source>R: too few days</source>
        <translation>R：天数不足</translation>
    </message>
    <message>
        <source>R: not known, days are not published</source>
        <translation>R：未知，有日期未公布</translation>
    </message>
    <message>
        <source>R: too few cases to say ({0} in {1} days)</source>
        <translation>R：病例过少，不作估计（{1} 天 {0} 例）</translation>
    </message>
    <message>
        <source>{0} local cases in {1} days: too few for a growth rate</source>
        <translation>近 {1} 天本地病例 {0} 例，过少，不计增长率</translation>
    </message>
    <message>
        <source>{0} a day: neither growth nor decline is certain</source>
        <translation>日变化 {0}：升降尚不明确</translation>
    </message>
    <message>
        <source>{0} a day: doubling every {1} days ({2})</source>
        <translation>日变化 {0}：每 {1} 天翻一番（{2}）</translation>
    </message>
    <message>
        <source>{0} a day: halving every {1} days ({2})</source>
        <translation>日变化 {0}：每 {1} 天减半（{2}）</translation>
    </message>
    <message>
        <source>serial interval {0} ± {1} d</source>
        <translation>代际间隔 {0} ± {1} 天</translation>
    </message>
    <message>
        <source>{0}-day windows</source>
        <translation>{0} 天滑动窗口</translation>
    </message>
    <message>
        <source>imported cases apart</source>
        <translation>境外输入单列</translation>
    </message>
    <message>
        <source>imported or not placed cases apart</source>
        <translation>境外输入及未归属病例单列</translation>
    </message>
    <message>
        <source>imported cases not told apart</source>
        <translation>未区分境外输入</translation>
    </message>
    <message>
        <source>{0} corrections booked back</source>
        <translation>{0} 处订正已回冲</translation>
    </message>
    <message>
        <source>from {0} not finished: left out</source>
        <translation>{0} 起数据未收齐，不计入</translation>
    </message>
</context>
<context>
    <name>RiskRows</name>
    <message>
        <source>No place with a tier here</source>
        <extracomment>Narrower than this share of the wall&apos;s height, a row has two lines. From this share of the ranks on, a tier is grave; above the lowest one, it is to be watched.</extracomment>
        <translation>本地区没有风险等级</translation>
    </message>
    <message>
        <source>declared</source>
        <translation>宣布</translation>
    </message>
    <message>
        <source>computed</source>
        <translation>测算</translation>
    </message>
    <message>
        <source>since {0} or earlier</source>
        <translation>自 {0} 或更早</translation>
    </message>
    <message>
        <source>since {0}</source>
        <translation>自 {0} 起</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>not known: {0}</source>
        <translation>未知：{0}</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
</context>
<context>
    <name>RiskTile</name>
    <message>
        <source>Risk tiers</source>
        <translation>风险等级</translation>
    </message>
    <message>
        <source>No rule set in force on this day: declared tiers only</source>
        <translation>当日无生效的分级规则，仅显示已宣布的等级</translation>
    </message>
    <message>
        <source>{0}, in force since {1}</source>
        <translation>{0}，{1} 起施行</translation>
    </message>
    <message>
        <source>{0}, in force {1} to {2}</source>
        <translation>{0}，{1} 至 {2} 施行</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>not known of any place: {0}</source>
        <translation>各地均未知：{0}</translation>
    </message>
</context>
<context>
    <name>RowList</name>
    <message>
        <source>{0} more do not fit</source>
        <extracomment>Heights of a line of text and of the space around a row, in font heights. How far the text, and then the rows, may grow where there is room.</extracomment>
        <translation>另有 {0} 项未能显示</translation>
    </message>
</context>
<context>
    <name>SilentRows</name>
    <message>
        <source>never reported</source>
        <translation>从未报送</translation>
    </message>
    <message>
        <source>silent since {0:%m-%d %H:%M}</source>
        <translation>自 {0:%m-%d %H:%M} 未报</translation>
    </message>
</context>
<context>
    <name>StageRows</name>
    <message>
        <source>Nothing published</source>
        <extracomment>Narrower than this share of the wall&apos;s height, a row has two lines. Contacts that are followed: under this share, they are not under control.</extracomment>
        <translation>未公布数据</translation>
    </message>
    <message>
        <source>Screened, persons</source>
        <translation>排查人数</translation>
    </message>
    <message>
        <source>Positive</source>
        <translation>阳性</translation>
    </message>
    <message>
        <source>Contacts traced</source>
        <translation>追踪密切接触者</translation>
    </message>
    <message>
        <source>Contacts followed</source>
        <translation>已落实管控</translation>
    </message>
    <message>
        <source>Under observation</source>
        <translation>医学观察中</translation>
    </message>
    <message>
        <source>Released</source>
        <translation>解除观察</translation>
    </message>
    <message>
        <source>{0} in {1} days</source>
        <translation>近 {1} 天 {0}</translation>
    </message>
    <message>
        <source>{0} per 10,000 screened</source>
        <translation>每万人排查阳性 {0}</translation>
    </message>
    <message>
        <source>{0} of those traced</source>
        <translation>占追踪人数 {0}</translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>no data yet</source>
        <translation>暂无数据</translation>
    </message>
</context>
<context>
    <name>StatusTile</name>
    <message>
        <source>Data received</source>
        <extracomment>In the order of their weight for whoever watches; the rest is on the desk.</extracomment>
        <translation>数据接收</translation>
    </message>
</context>
<context>
    <name>Tile</name>
    <message>
        <source>Waiting for data</source>
        <translation>等待数据</translation>
    </message>
</context>
<context>
    <name>TrendOutlook</name>
    <message>
        <source>Forecast from {0:%m-%d} (50% and 95% fan): {2} a day after {1} days ({3}–{4})</source>
        <translation>自 {0:%m-%d} 起预测（50%与95%区间）：{1} 天后日增 {2}（{3}–{4}）</translation>
    </message>
    <message>
        <source>Not yet tried on this series</source>
        <translation>尚未在本序列上检验</translation>
    </message>
    <message>
        <source>Tried {2} times on this series: WIS {0} of the baseline&apos;s, 95% fan held {1}</source>
        <translation>在本序列上检验 {2} 次：WIS 为基线的 {0}，95%区间覆盖 {1}</translation>
    </message>
</context>
<context>
    <name>TrendTile</name>
    <message>
        <source>Nothing published for this place</source>
        <extracomment>Days shown at most unless the scene says otherwise (option ``days``); 0 shows all. Narrower than this share of the wall&apos;s height, the legend needs the switches&apos; room.</extracomment>
        <translation>该地区未公布数据</translation>
    </message>
    <message>
        <source>Daily</source>
        <translation>每日</translation>
    </message>
    <message>
        <source>Cumulative</source>
        <translation>累计</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Confirmed cases</source>
        <translation>确诊病例</translation>
    </message>
    <message>
        <source>Asymptomatic infections</source>
        <translation>无症状感染者</translation>
    </message>
    <message>
        <source>Imported cases</source>
        <translation>境外输入病例</translation>
    </message>
    <message>
        <source>Suspected cases</source>
        <translation>疑似病例</translation>
    </message>
    <message>
        <source>Recovered</source>
        <translation>治愈出院</translation>
    </message>
    <message>
        <source>Deaths</source>
        <translation>死亡</translation>
    </message>
    <message>
        <source>Notes: {0}, latest {1}, {2}: {3}</source>
        <translation>说明 {0} 条，最近 {1} {2}：{3}</translation>
    </message>
    <message>
        <source>Daily new</source>
        <translation>每日新增</translation>
    </message>
    <message>
        <source>7-day mean</source>
        <translation>7 日均值</translation>
    </message>
    <message>
        <source>Day not complete</source>
        <translation>当日未报齐</translation>
    </message>
    <message>
        <source>Forecast, 50% and 95%</source>
        <translation>预测（50%与95%区间）</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
</context>
<context>
    <name>WarningRows</name>
    <message>
        <source>No place here reports by itself</source>
        <extracomment>Narrower than this share of the wall&apos;s height, a row has two lines and no picture of its weeks.</extracomment>
        <translation>本地区没有单独报送病例的单位</translation>
    </message>
    <message>
        <source>nothing published</source>
        <translation>未公布数据</translation>
    </message>
    <message>
        <source>cannot be judged: gaps, or too short</source>
        <translation>无法判定：数据有缺日或历史过短</translation>
    </message>
    <message>
        <source>{0} cases, bound {1} ({2})</source>
        <translation>{0} 例，超上限 {1}（{2}）</translation>
    </message>
    <message>
        <source>{0} cases</source>
        <translation>{0} 例</translation>
    </message>
    <message>
        <source>{0} cases, within {1}</source>
        <translation>{0} 例，未超 {1}</translation>
    </message>
    <message>
        <source>since {0:%m-%d} by {1}</source>
        <translation>自 {0:%m-%d} 起预警（{1}）</translation>
    </message>
    <message>
        <source>{0:%m-%d} to {1:%m-%d} by {2}</source>
        <translation>{0:%m-%d} 至 {1:%m-%d} 预警（{2}）</translation>
    </message>
    <message>
        <source>last published {0}</source>
        <translation>最近公布 {0}</translation>
    </message>
    <message>
        <source>last alarm {0}</source>
        <translation>上次预警 {0}</translation>
    </message>
    <message>
        <source>no alarm on record</source>
        <translation>无预警记录</translation>
    </message>
</context>
<context>
    <name>WarningTile</name>
    <message>
        <source>Early warning</source>
        <translation>早期预警</translation>
    </message>
    <message>
        <source>In alarm {0} · alarm within 7 days {1} · quiet {2} · not judged {3}</source>
        <translation>预警 {0} · 7天内曾预警 {1} · 平稳 {2} · 无法判定 {3}</translation>
    </message>
    <message>
        <source>EARS rules: {0}</source>
        <translation>EARS 规则：{0}</translation>
    </message>
    <message>
        <source>{0} is not over: left out</source>
        <translation>{0} 未结束，不计入</translation>
    </message>
</context>
<context>
    <name>WorstShortagesTile</name>
    <message>
        <source>Most urgent shortages</source>
        <translation>最紧缺物资</translation>
    </message>
    <message>
        <source>No shortage within {0} days</source>
        <translation>{0} 天内无缺口</translation>
    </message>
    <message>
        <source>No material reports yet</source>
        <translation>暂无物资报告</translation>
    </message>
</context>
</TS>
