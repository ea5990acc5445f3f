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
        <source>Total</source>
        <extracomment>Lines that a material&apos;s name may take. Days of cover under which a cell is grave, and under which it is to be watched.</extracomment>
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
    <message>
        <source>{n} d</source>
        <translation>{n} 天</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} 小时</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} 分钟</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} 秒</translation>
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
    <name>TrendTile</name>
    <message>
        <source>Daily</source>
        <extracomment>Days shown at most unless the scene says otherwise (option ``days``); 0 shows all. Narrower than this share of the wall&apos;s height, the legend needs the switches&apos; room.</extracomment>
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
        <source>Note</source>
        <translation>说明</translation>
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
