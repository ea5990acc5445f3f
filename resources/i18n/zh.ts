<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AlarmList</name>
    <message>
        <source>No alarms</source>
        <translation>无告警</translation>
    </message>
    <message>
        <source>▲ {0} not acknowledged</source>
        <translation>▲ {0} 条未确认</translation>
    </message>
    <message>
        <source>Acknowledge  Enter</source>
        <translation>确认  Enter</translation>
    </message>
    <message>
        <source>Hush</source>
        <translation>消音</translation>
    </message>
    <message>
        <source>✕ Alarms cannot be received: {0}</source>
        <translation>✕ 收不到告警：{0}</translation>
    </message>
    <message>
        <source>Over since {0}</source>
        <translation>{0} 起已恢复</translation>
    </message>
    <message>
        <source>✓ {0}, {1}</source>
        <translation>✓ {0} 已确认，{1}</translation>
    </message>
</context>
<context>
    <name>AllocationChoices</name>
    <message>
        <source>no other rule</source>
        <translation>不对比</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>调拨规则</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>对比规则</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>计划天数</translation>
    </message>
    <message>
        <source>Need</source>
        <translation>需求取值</translation>
    </message>
    <message>
        <source>Materials</source>
        <translation>物资</translation>
    </message>
    <message>
        <source>Make the plan</source>
        <translation>测算方案</translation>
    </message>
    <message>
        <source>lower bound of the forecast</source>
        <translation>预测下限</translation>
    </message>
    <message>
        <source>middle of the forecast</source>
        <translation>预测中值</translation>
    </message>
    <message>
        <source>upper bound of the forecast</source>
        <translation>预测上限</translation>
    </message>
</context>
<context>
    <name>AllocationCompare</name>
    <message>
        <source>Choose a second rule, or suppose something, to compare.</source>
        <translation>请选择对比规则或加入假设。</translation>
    </message>
    <message>
        <source>Right: what if {0}</source>
        <translation>右侧：假设{0}</translation>
    </message>
    <message>
        <source>Right: {0}</source>
        <translation>右侧：{0}</translation>
    </message>
    <message>
        <source>Both leave every place with the same cover.</source>
        <translation>两个方案下各地保障天数相同。</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Material</source>
        <translation>物资</translation>
    </message>
    <message>
        <source>Brought, left</source>
        <translation>净调入（左）</translation>
    </message>
    <message>
        <source>Brought, right</source>
        <translation>净调入（右）</translation>
    </message>
    <message>
        <source>Cover, left</source>
        <translation>保障天数（左）</translation>
    </message>
    <message>
        <source>Cover, right</source>
        <translation>保障天数（右）</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>{0} d</source>
        <translation>{0} 天</translation>
    </message>
</context>
<context>
    <name>AllocationEntries</name>
    <message>
        <source>Remove the chosen one, else all</source>
        <translation>移除所选（未选则全部移除）</translation>
    </message>
</context>
<context>
    <name>AllocationFixed</name>
    <message>
        <source>of a material that is not planned</source>
        <translation>（本次未测算的物资）</translation>
    </message>
    <message>
        <source>{0} → {1}: {2}, leaves {3}</source>
        <translation>{0}→{1}：{2}，{3} 发运</translation>
    </message>
    <message>
        <source>{0} keeps {1}</source>
        <translation>{0}保留{1}</translation>
    </message>
    <message>
        <source>{0} gets at most {1}</source>
        <translation>{0}至多调入{1}</translation>
    </message>
    <message>
        <source>fix a shipment</source>
        <translation>锁定一单</translation>
    </message>
    <message>
        <source>a place keeps</source>
        <translation>某地保留</translation>
    </message>
    <message>
        <source>a place gets at most</source>
        <translation>某地至多调入</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>决定事项</translation>
    </message>
    <message>
        <source>Place, sender</source>
        <translation>地点（调出地）</translation>
    </message>
    <message>
        <source>Receiver</source>
        <translation>调入地</translation>
    </message>
    <message>
        <source>Material</source>
        <translation>物资</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Leaves</source>
        <translation>发运日</translation>
    </message>
    <message>
        <source>Decide this</source>
        <translation>加入决定</translation>
    </message>
    <message>
        <source>Plan with these decisions</source>
        <translation>按决定重新测算</translation>
    </message>
    <message>
        <source>Fix the chosen lines as they are</source>
        <translation>按原数锁定所选明细</translation>
    </message>
</context>
<context>
    <name>AllocationLines</name>
    <message>
        <source>No.</source>
        <extracomment>No column but the reason takes more than this part of the table; its texts are wrapped instead.</extracomment>
        <translation>序号</translation>
    </message>
    <message>
        <source>Material</source>
        <translation>物资</translation>
    </message>
    <message>
        <source>From</source>
        <translation>调出</translation>
    </message>
    <message>
        <source>To</source>
        <translation>调入</translation>
    </message>
    <message>
        <source>Leaves</source>
        <translation>发运</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>应到</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Cartons</source>
        <translation>箱数</translation>
    </message>
    <message>
        <source>Sender&apos;s cover</source>
        <translation>调出地保障天数</translation>
    </message>
    <message>
        <source>Receiver&apos;s cover</source>
        <translation>调入地保障天数</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>{0}, fixed</source>
        <translation>{0}（锁定）</translation>
    </message>
</context>
<context>
    <name>AllocationRecords</name>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Material</source>
        <translation>物资</translation>
    </message>
    <message>
        <source>From</source>
        <translation>调出</translation>
    </message>
    <message>
        <source>To</source>
        <translation>调入</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Leaves</source>
        <translation>发运日</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>应到日</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Came</source>
        <translation>到货</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>Sent (chosen lines, else all)</source>
        <translation>登记发运（所选，否则全部）</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Orders as Excel</source>
        <translation>导出 Excel 调拨单</translation>
    </message>
    <message>
        <source>Orders as PDF</source>
        <translation>导出 PDF 调拨单</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>登记到货</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>登记损失</translation>
    </message>
    <message>
        <source>Came of the chosen line</source>
        <translation>所选明细到货数</translation>
    </message>
    <message>
        <source>the rest follows</source>
        <translation>余数续到</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>方案编号</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>明细</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Who, when</source>
        <translation>经办与时间</translation>
    </message>
    <message>
        <source>(none yet)</source>
        <translation>（未编号）</translation>
    </message>
</context>
<context>
    <name>AllocationWhatIf</name>
    <message>
        <source>{0}: {1} {2} more of {3}</source>
        <translation>{0}增加 {1} {2}{3}</translation>
    </message>
    <message>
        <source>{0} closed</source>
        <translation>{0}停止发货</translation>
    </message>
    <message>
        <source>road {0} – {1} lost</source>
        <translation>{0}—{1} 道路中断</translation>
    </message>
    <message>
        <source>more of a material</source>
        <translation>增加物资</translation>
    </message>
    <message>
        <source>nothing leaves a place</source>
        <translation>某地停止发货</translation>
    </message>
    <message>
        <source>a road is lost</source>
        <translation>道路中断</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>假设</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>and</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Material</source>
        <translation>物资</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Suppose this</source>
        <translation>加入假设</translation>
    </message>
    <message>
        <source>Plan it anew</source>
        <translation>按假设重新测算</translation>
    </message>
</context>
<context>
    <name>AllocationWindow</name>
    <message>
        <source>The independent check refused this plan.</source>
        <translation>方案未通过独立校核。</translation>
    </message>
    <message>
        <source>Done: {0}</source>
        <translation>已办理：{0}</translation>
    </message>
    <message>
        <source>draft kept</source>
        <translation>草案已保存</translation>
    </message>
    <message>
        <source>Given up.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>Written: {0}</source>
        <translation>已导出：{0}</translation>
    </message>
    <message>
        <source>Allocation</source>
        <translation>物资调拨</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Plans on record</source>
        <translation>方案台账</translation>
    </message>
    <message>
        <source>Decided by you</source>
        <translation>人工决定</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>假设</translation>
    </message>
    <message>
        <source>Officer</source>
        <translation>经办人</translation>
    </message>
    <message>
        <source>Keep as draft</source>
        <translation>存为草案</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>AssistantWindow</name>
    <message>
        <source>Setting up the console</source>
        <translation>控制台初始设置</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>Screens</source>
        <translation>屏幕</translation>
    </message>
    <message>
        <source>Posts</source>
        <translation>点位</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Skip  Esc</source>
        <translation>跳过  Esc</translation>
    </message>
    <message>
        <source>Back  Alt+←</source>
        <translation>上一步  Alt+←</translation>
    </message>
    <message>
        <source>Finish  Enter</source>
        <translation>完成  Enter</translation>
    </message>
    <message>
        <source>Next  Enter</source>
        <translation>下一步  Enter</translation>
    </message>
</context>
<context>
    <name>BalanceRows</name>
    <message>
        <source>No material reports yet</source>
        <extracomment>The part of the width for the material&apos;s name.</extracomment>
        <translation>尚无物资上报</translation>
    </message>
    <message>
        <source>Material</source>
        <translation>物资</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>期初储备</translation>
    </message>
    <message>
        <source>+ made</source>
        <translation>+ 生产</translation>
    </message>
    <message>
        <source>+ came</source>
        <translation>+ 调入</translation>
    </message>
    <message>
        <source>− sent</source>
        <translation>− 调出</translation>
    </message>
    <message>
        <source>− used</source>
        <translation>− 消耗</translation>
    </message>
    <message>
        <source>± count</source>
        <translation>± 盘点差</translation>
    </message>
    <message>
        <source>= now</source>
        <translation>= 期末储备</translation>
    </message>
    <message>
        <source>Coming</source>
        <translation>在途</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>缺口</translation>
    </message>
</context>
<context>
    <name>BalanceTile</name>
    <message>
        <source>Production, reserve, flow and gap</source>
        <translation>生产、储备、调拨与缺口</translation>
    </message>
    <message>
        <source>{0} to {1}: stock + made + came − sent − used + recounted = stock now</source>
        <translation>{0} 至 {1}：期初 + 生产 + 调入 − 调出 − 消耗 ± 盘点差 = 期末</translation>
    </message>
    <message>
        <source>gap over {0} days</source>
        <translation>{0} 天缺口</translation>
    </message>
</context>
<context>
    <name>CallButtons</name>
    <message>
        <source>Answer (F5)</source>
        <translation>接听（F5）</translation>
    </message>
    <message>
        <source>Refuse (Esc)</source>
        <translation>拒接（Esc）</translation>
    </message>
    <message>
        <source>Hang up (Esc)</source>
        <translation>挂断（Esc）</translation>
    </message>
    <message>
        <source>Off air (F6)</source>
        <translation>下屏（F6）</translation>
    </message>
    <message>
        <source>On air (F6)</source>
        <translation>上屏（F6）</translation>
    </message>
    <message>
        <source>Resume (F7)</source>
        <translation>恢复通话（F7）</translation>
    </message>
    <message>
        <source>Hold (F7)</source>
        <translation>保持（F7）</translation>
    </message>
    <message>
        <source>Microphone on (F8)</source>
        <translation>打开麦克风（F8）</translation>
    </message>
    <message>
        <source>Microphone off (F8)</source>
        <translation>关闭麦克风（F8）</translation>
    </message>
    <message>
        <source>Hear (F9)</source>
        <translation>收听此路（F9）</translation>
    </message>
    <message>
        <source>Camera again (F10)</source>
        <translation>改回摄像头（F10）</translation>
    </message>
    <message>
        <source>Show our wall (F10)</source>
        <translation>向对方展示大屏（F10）</translation>
    </message>
</context>
<context>
    <name>CallContacts</name>
    <message>
        <source>Telephone {0}</source>
        <translation>电话 {0}</translation>
    </message>
    <message>
        <source>Region, post, expert or speciality ( / )</source>
        <translation>地区、点位、专家或专业（ / ）</translation>
    </message>
    <message>
        <source>Call (Enter)</source>
        <translation>呼叫（Enter）</translation>
    </message>
</context>
<context>
    <name>CallTile</name>
    <message>
        <source>Consultation</source>
        <extracomment>From the best to the worst.</extracomment>
        <translation>视频会商</translation>
    </message>
    <message>
        <source>{0} more on air</source>
        <translation>另有 {0} 路在大屏上</translation>
    </message>
    <message>
        <source>Nobody is on air</source>
        <translation>当前没有上屏的通话</translation>
    </message>
</context>
<context>
    <name>CallWindow</name>
    <message>
        <source>Calls</source>
        <translation>视频会商</translation>
    </message>
    <message>
        <source>Whom to call</source>
        <translation>呼叫对象</translation>
    </message>
    <message>
        <source>Seen before it is taken</source>
        <translation>上屏前预览</translation>
    </message>
    <message>
        <source>● Camera or microphone in use</source>
        <translation>● 摄像头或麦克风使用中</translation>
    </message>
    <message>
        <source>Mute everything (Shift+F8)</source>
        <translation>全部静音（Shift+F8）</translation>
    </message>
    <message>
        <source>Do not ring (F3)</source>
        <translation>免打扰（F3）</translation>
    </message>
    <message>
        <source>Meeting page… (F11)</source>
        <translation>会议页面…（F11）</translation>
    </message>
    <message>
        <source>Camera and microphone… (Ctrl+D)</source>
        <translation>摄像头与麦克风…（Ctrl+D）</translation>
    </message>
</context>
<context>
    <name>CheckPage</name>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Settings are written. What still hampers the wall is told with its remedy.</source>
        <translation>设置已保存。仍有妨碍的事项及处理办法列示如下。</translation>
    </message>
</context>
<context>
    <name>ClockTile</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
</context>
<context>
    <name>CommandStrip</name>
    <message>
        <source>ARMED: alarms may take  Ctrl+F12</source>
        <translation>已启用：告警可自动切换  Ctrl+F12</translation>
    </message>
    <message>
        <source>Disarmed: alarms only propose  Ctrl+F12</source>
        <translation>已停用：告警仅建议  Ctrl+F12</translation>
    </message>
    <message>
        <source>Alarms only propose</source>
        <translation>告警仅建议，不自动切换</translation>
    </message>
    <message>
        <source>TAKE
Space</source>
        <translation>切出
空格</translation>
    </message>
    <message>
        <source>Undo
Ctrl+Z</source>
        <translation>撤销
Ctrl+Z</translation>
    </message>
    <message>
        <source>Safe
F9</source>
        <translation>安全画面
F9</translation>
    </message>
    <message>
        <source>Freeze
F8</source>
        <translation>定格
F8</translation>
    </message>
    <message>
        <source>Enlarge
F11</source>
        <translation>放大
F11</translation>
    </message>
    <message>
        <source>Black
B</source>
        <translation>黑屏
B</translation>
    </message>
    <message>
        <source>Panic
F12</source>
        <translation>紧急黑屏
F12</translation>
    </message>
    <message>
        <source>Wall held by</source>
        <translation>大屏控制权</translation>
    </message>
</context>
<context>
    <name>CoverMatrix</name>
    <message>
        <source>No material reports yet</source>
        <extracomment>Lines that a material&apos;s name may take. Stands before the day on which a place runs dry, and the part of a cell&apos;s width for it. Days of cover under which a cell is grave, and under which it is to be watched.</extracomment>
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
    <name>CueDesk</name>
    <message>
        <source>Open a cue sheet</source>
        <translation>打开流程单</translation>
    </message>
    <message>
        <source>Save the cue sheet</source>
        <translation>另存流程单</translation>
    </message>
    <message>
        <source>Saved: {0}</source>
        <translation>已保存：{0}</translation>
    </message>
</context>
<context>
    <name>CuePanel</name>
    <message>
        <source>Begin  Ctrl+B</source>
        <translation>开始  Ctrl+B</translation>
    </message>
    <message>
        <source>End rehearsal  Ctrl+R</source>
        <translation>结束演练  Ctrl+R</translation>
    </message>
    <message>
        <source>Rehearse  Ctrl+R</source>
        <translation>演练  Ctrl+R</translation>
    </message>
    <message>
        <source>Open…  Ctrl+O</source>
        <translation>打开…  Ctrl+O</translation>
    </message>
    <message>
        <source>Save as…  Ctrl+S</source>
        <translation>另存…  Ctrl+S</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>No cue sheet: open one with Ctrl+O</source>
        <translation>没有流程单：按 Ctrl+O 打开</translation>
    </message>
    <message>
        <source>PgDn begins. Planned: {0}</source>
        <translation>PgDn 开始，计划用时 {0}</translation>
    </message>
    <message>
        <source>in all {0}</source>
        <translation>总计 {0}</translation>
    </message>
    <message>
        <source>held: PgDn goes on</source>
        <translation>已由人工接管，PgDn 继续</translation>
    </message>
    <message>
        <source>goes on by itself</source>
        <translation>到时自动进入下一步</translation>
    </message>
</context>
<context>
    <name>DatabasePage</name>
    <message>
        <source>Trying …</source>
        <translation>正在测试…</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>测试连接</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>The password goes into the keyring or the passfile, not into the settings.</source>
        <translation>口令存入系统密钥环或 passfile，不写入设置文件。</translation>
    </message>
    <message>
        <source>Demonstration: an embedded province, nothing is needed</source>
        <translation>演示：内置一个省的数据，无需任何准备</translation>
    </message>
    <message>
        <source>The centre&apos;s PostgreSQL database</source>
        <translation>本中心的 PostgreSQL 数据库</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>口令</translation>
    </message>
</context>
<context>
    <name>DeskBar</name>
    <message>
        <source>ON AIR</source>
        <translation>正在上屏</translation>
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
        <source>Scenes and posts</source>
        <translation>场景与点位</translation>
    </message>
    <message>
        <source>Cue sheet</source>
        <translation>流程单</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>On the wall: {0}</source>
        <translation>播出：{0}</translation>
    </message>
    <message>
        <source>Preview: the same</source>
        <translation>预监：与播出相同</translation>
    </message>
    <message>
        <source>Preview: {0}</source>
        <translation>预监：{0}</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>地区</translation>
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
    <name>DeviceWindow</name>
    <message>
        <source>Camera and microphone</source>
        <translation>摄像头与麦克风</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>麦克风</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>● Camera or microphone in use</source>
        <translation>● 摄像头或麦克风使用中</translation>
    </message>
    <message>
        <source>Hear myself (F9)</source>
        <translation>试听本机声音（F9）</translation>
    </message>
    <message>
        <source>This is what the other side gets. Speak: the bar has to move. Put on headphones before you hear yourself. What is chosen here is used until this program ends.</source>
        <translation>此处所示即对方将收到的画面和声音。请对麦克风讲话，音量条应随之变化。试听前请先戴上耳机。此处的选择在本程序退出前一直有效。</translation>
    </message>
</context>
<context>
    <name>DutyDesk</name>
    <message>
        <source>This post has no video address, and so no sound</source>
        <translation>该点位没有视频地址，也就没有声音</translation>
    </message>
    <message>
        <source>No picture was saved: {0}</source>
        <translation>未能保存截图：{0}</translation>
    </message>
    <message>
        <source>Saved: {0}</source>
        <translation>已保存：{0}</translation>
    </message>
</context>
<context>
    <name>DutyFilter</name>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Post: name, code, place</source>
        <translation>点位：名称、编号、地区</translation>
    </message>
    <message>
        <source>All posts</source>
        <translation>全部点位</translation>
    </message>
    <message>
        <source>Not live</source>
        <translation>非实时</translation>
    </message>
    <message>
        <source>Missing at the roll call</source>
        <translation>点名未到</translation>
    </message>
    <message>
        <source>Every kind</source>
        <translation>全部类型</translation>
    </message>
</context>
<context>
    <name>DutyFullScreen</name>
    <message>
        <source>▲ {0} alarms not acknowledged</source>
        <translation>▲ {0} 条告警未确认</translation>
    </message>
</context>
<context>
    <name>DutyKeyHelp</name>
    <message>
        <source>Choose a feed</source>
        <translation>选择画面</translation>
    </message>
    <message>
        <source>Fill the screen with it; Esc goes back</source>
        <translation>全屏查看，Esc 返回</translation>
    </message>
    <message>
        <source>Page before, next page</source>
        <translation>上一页、下一页</translation>
    </message>
    <message>
        <source>4, 9, 16, 25, 64 feeds on a page</source>
        <translation>每页 4、9、16、25、64 路</translation>
    </message>
    <message>
        <source>Find a post</source>
        <translation>查找点位</translation>
    </message>
    <message>
        <source>Show all posts</source>
        <translation>显示全部点位</translation>
    </message>
    <message>
        <source>Show what is not live; again: without what is well by now</source>
        <translation>只看非实时的点位；再按一次去掉已恢复的</translation>
    </message>
    <message>
        <source>Hear this post, or mute it</source>
        <translation>收听此点位，或静音</translation>
    </message>
    <message>
        <source>Mute everything</source>
        <translation>全部静音</translation>
    </message>
    <message>
        <source>Picture to a file and into the log</source>
        <translation>截图存盘并记入日志</translation>
    </message>
    <message>
        <source>Write into the log; Enter enters it</source>
        <translation>写值班日志，Enter 记入</translation>
    </message>
    <message>
        <source>Go to the alarms; Enter acknowledges</source>
        <translation>转到告警，Enter 确认</translation>
    </message>
    <message>
        <source>Begin the roll call; Space ticks, F7 finishes, Esc puts it off</source>
        <translation>开始点名；空格登记，F7 结束，Esc 暂放</translation>
    </message>
    <message>
        <source>Shift handover sheet</source>
        <translation>交接班单</translation>
    </message>
    <message>
        <source>Posts: add, edit, test</source>
        <translation>点位管理：新增、修改、测试</translation>
    </message>
    <message>
        <source>Switch between Chinese and English</source>
        <translation>切换中英文</translation>
    </message>
    <message>
        <source>Operator&apos;s desk</source>
        <translation>操作台</translation>
    </message>
    <message>
        <source>These keys</source>
        <translation>本按键表</translation>
    </message>
</context>
<context>
    <name>DutyLog</name>
    <message>
        <source>Write into the log; Enter enters it (L)</source>
        <translation>写值班日志，Enter 记入（L）</translation>
    </message>
    <message>
        <source>Enter on an entry: correct it</source>
        <translation>在条目上按 Enter：更正</translation>
    </message>
    <message>
        <source>Nothing is written down yet</source>
        <translation>尚无记录</translation>
    </message>
    <message>
        <source>◌ waits on disk</source>
        <translation>◌ 暂存本机，待送</translation>
    </message>
    <message>
        <source>Corrects an entry; Esc takes that back</source>
        <translation>正在更正一条记录，Esc 取消</translation>
    </message>
    <message>
        <source>no post</source>
        <translation>不涉及点位</translation>
    </message>
    <message>
        <source>About: {0}</source>
        <translation>涉及：{0}</translation>
    </message>
    <message>
        <source>Correction of {0}: </source>
        <translation>更正 {0} 的记录：</translation>
    </message>
</context>
<context>
    <name>DutyPages</name>
    <message>
        <source>{0} posts</source>
        <translation>{0} 个点位</translation>
    </message>
    <message>
        <source>Page {0} of {1}</source>
        <translation>第 {0} / {1} 页</translation>
    </message>
    <message>
        <source>Waiting for the list of posts</source>
        <translation>等待点位名单</translation>
    </message>
    <message>
        <source>There are no posts yet: add one with F3, or run “import posts”</source>
        <translation>尚无点位：按 F3 新增，或运行 import posts 导入</translation>
    </message>
    <message>
        <source>Every post that fits is live</source>
        <translation>符合条件的点位全部实时</translation>
    </message>
    <message>
        <source>The roll call misses nobody here</source>
        <translation>此范围点名无未到</translation>
    </message>
    <message>
        <source>No post fits the filter: Ctrl+0 clears it</source>
        <translation>没有符合条件的点位：按 Ctrl+0 清除筛选</translation>
    </message>
</context>
<context>
    <name>DutySheets</name>
    <message>
        <source>Saved: {0}</source>
        <translation>已保存：{0}</translation>
    </message>
</context>
<context>
    <name>DutyStatusLine</name>
    <message>
        <source>{0} entries wait on disk</source>
        <translation>{0} 条暂存本机，待送</translation>
    </message>
    <message>
        <source>Nothing waits on disk</source>
        <translation>无待送记录</translation>
    </message>
    <message>
        <source>On duty</source>
        <translation>值班员</translation>
    </message>
    <message>
        <source>Name of the officer or the shift; it signs every entry</source>
        <translation>值班员或班次名称，每条记录以此署名</translation>
    </message>
    <message>
        <source>This login may only read: {0} entries stay on this machine</source>
        <translation>只读账号：{0} 条记录只存本机</translation>
    </message>
    <message>
        <source>This login may only read: entries stay on this machine</source>
        <translation>只读账号：记录只存本机</translation>
    </message>
    <message>
        <source>✓ Database connected</source>
        <translation>✓ 数据库已连接</translation>
    </message>
    <message>
        <source>✕ No database yet</source>
        <translation>✕ 尚未连上数据库</translation>
    </message>
    <message>
        <source>✕ No database for {0}</source>
        <translation>✕ 数据库已中断 {0}</translation>
    </message>
    <message>
        <source>Sound: off</source>
        <translation>声音：关</translation>
    </message>
</context>
<context>
    <name>DutyWindow</name>
    <message>
        <source>Type who is on duty first: entries are signed</source>
        <translation>请先填写值班员：每条记录须署名</translation>
    </message>
    <message>
        <source>Duty desk</source>
        <translation>值班台</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Live feeds</source>
        <translation>实时画面</translation>
    </message>
    <message>
        <source>Alarms  A</source>
        <translation>告警  A</translation>
    </message>
    <message>
        <source>Roll call  F7</source>
        <translation>点名  F7</translation>
    </message>
    <message>
        <source>Duty log  L</source>
        <translation>值班日志  L</translation>
    </message>
</context>
<context>
    <name>EditorBar</name>
    <message>
        <source>New scene</source>
        <translation>新建场景</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>屏</translation>
    </message>
    <message>
        <source>Title in Chinese</source>
        <translation>中文名称</translation>
    </message>
    <message>
        <source>Title in English</source>
        <translation>英文名称</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>Add  Ctrl+Enter</source>
        <translation>添加  Ctrl+Enter</translation>
    </message>
    <message>
        <source>Delete  Del</source>
        <translation>删除  Del</translation>
    </message>
    <message>
        <source>Undo  Ctrl+Z</source>
        <translation>撤销  Ctrl+Z</translation>
    </message>
    <message>
        <source>Redo  Ctrl+Y</source>
        <translation>重做  Ctrl+Y</translation>
    </message>
    <message>
        <source>Save  Ctrl+S</source>
        <translation>保存  Ctrl+S</translation>
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
    <name>FeedTile</name>
    <message>
        <source>Live video</source>
        <translation>现场视频</translation>
    </message>
</context>
<context>
    <name>FeedTileBase</name>
    <message>
        <source>No post sends video here</source>
        <translation>此处没有接入视频的点位</translation>
    </message>
    <message>
        <source>Waiting for data</source>
        <translation>等待数据</translation>
    </message>
</context>
<context>
    <name>FeedsTile</name>
    <message>
        <source>Live video</source>
        <extracomment>From the best to the worst.</extracomment>
        <translation>现场视频</translation>
    </message>
    <message>
        <source>{0} of {1} posts</source>
        <translation>{1} 个点位，显示 {0} 个</translation>
    </message>
    <message>
        <source>{0} first</source>
        <translation>{0}在前</translation>
    </message>
</context>
<context>
    <name>FlowsTile</name>
    <message>
        <source>Supply flows</source>
        <extracomment>The outlines&apos; source and the map review number have to be read whole, however narrow the tile.</extracomment>
        <translation>物资流向</translation>
    </message>
    <message>
        <source>Map review number {number}</source>
        <translation>审图号：{number}</translation>
    </message>
    <message>
        <source>shipped, on its way</source>
        <translation>已发运（在途）</translation>
    </message>
    <message>
        <source>arrived in {0} days</source>
        <translation>近 {0} 天到货</translation>
    </message>
    <message>
        <source>promised</source>
        <translation>计划待发</translation>
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
    <name>HandoverView</name>
    <message>
        <source>Shift handover</source>
        <translation>交接班</translation>
    </message>
    <message>
        <source>From</source>
        <translation>自</translation>
    </message>
    <message>
        <source>to</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Keep as PDF and HTML  Ctrl+S</source>
        <translation>存为 PDF 与 HTML 并记入日志  Ctrl+S</translation>
    </message>
    <message>
        <source>Close  Esc</source>
        <translation>关闭  Esc</translation>
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
        <source>Whole province</source>
        <translation>全省</translation>
    </message>
    <message>
        <source>Find a place</source>
        <translation>查找地区</translation>
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
        <source>Next and previous step of the cue sheet (also a clicker&apos;s)</source>
        <translation>流程单下一步、上一步（翻页笔同样可用）</translation>
    </message>
    <message>
        <source>Black wall, and the picture back (also a clicker&apos;s)</source>
        <translation>大屏黑屏、恢复画面（翻页笔同样可用）</translation>
    </message>
    <message>
        <source>Take: put the preview on air</source>
        <translation>切出：将预监画面送上大屏</translation>
    </message>
    <message>
        <source>Put the scene of this number on air at once</source>
        <translation>立即播出该编号的场景</translation>
    </message>
    <message>
        <source>Prepare the scene of this number</source>
        <translation>将该编号的场景装入预监</translation>
    </message>
    <message>
        <source>Find a scene or a post&apos;s picture</source>
        <translation>查找场景或点位画面</translation>
    </message>
    <message>
        <source>In a list: prepare a scene, choose a place; again: take</source>
        <translation>列表中：场景装入预监，地区即时切换；再按切出</translation>
    </message>
    <message>
        <source>In the list of places: prepare the place</source>
        <translation>地区列表中：将该地区装入预监</translation>
    </message>
    <message>
        <source>Safe scene</source>
        <translation>切到安全画面</translation>
    </message>
    <message>
        <source>Freeze the wall, and let it go on</source>
        <translation>整屏定格、解除定格</translation>
    </message>
    <message>
        <source>Mark the next or previous tile</source>
        <translation>选中下一个、上一个图块</translation>
    </message>
    <message>
        <source>Freeze the marked tile, and let it go on</source>
        <translation>定格选中的图块、解除定格</translation>
    </message>
    <message>
        <source>Let the marked tile fill its screen, or every screen</source>
        <translation>选中的图块放大到本屏、放大到全部屏幕</translation>
    </message>
    <message>
        <source>Panic: black wall, held until it is released</source>
        <translation>紧急黑屏：大屏黑屏并锁定，直至解除</translation>
    </message>
    <message>
        <source>Release the panic key&apos;s hold, or acknowledge an alarm&apos;s</source>
        <translation>解除紧急黑屏锁定，或确认告警占用</translation>
    </message>
    <message>
        <source>Begin the cue sheet shown</source>
        <translation>开始所选流程单</translation>
    </message>
    <message>
        <source>Rehearse the cue sheet on plain windows; again: end</source>
        <translation>在普通窗口演练流程单；再按结束</translation>
    </message>
    <message>
        <source>Open a cue sheet, save it as a file</source>
        <translation>打开流程单，另存为文件</translation>
    </message>
    <message>
        <source>Go to the alarms; Enter acknowledges</source>
        <translation>转到告警，Enter 确认</translation>
    </message>
    <message>
        <source>Arm the alarm rules, or disarm them</source>
        <translation>启用或停用告警自动切换</translation>
    </message>
    <message>
        <source>Scene editor</source>
        <translation>场景编辑</translation>
    </message>
    <message>
        <source>Take the wall over from another console</source>
        <translation>从另一控制台接管大屏</translation>
    </message>
    <message>
        <source>Replay: the wall and its figures at an earlier moment</source>
        <translation>回放：大屏在过去某一时刻的画面与数据</translation>
    </message>
    <message>
        <source>Source of the marked tile&apos;s figures; or click it in the small picture</source>
        <translation>查看选中画面的数据来源；也可点击缩略图中的画面</translation>
    </message>
    <message>
        <source>Daily brief as PDF and PNG</source>
        <translation>生成每日简报（PDF、PNG）</translation>
    </message>
    <message>
        <source>Export what the wall shows: pictures and figures</source>
        <translation>导出大屏画面与数据</translation>
    </message>
    <message>
        <source>Show which window each screen carries; forget screens that stay away</source>
        <translation>显示各屏幕对应的大屏编号；不再等待已撤除的屏幕</translation>
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
        <source>Duty desk</source>
        <translation>值班台</translation>
    </message>
    <message>
        <source>Allocation desk</source>
        <translation>物资调拨台</translation>
    </message>
    <message>
        <source>These keys</source>
        <translation>按键说明</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>视频会商（通话）</translation>
    </message>
    <message>
        <source>Set up: language, database, screens, posts</source>
        <translation>初始设置：语言、数据库、屏幕、点位</translation>
    </message>
    <message>
        <source>End the console (press twice)</source>
        <translation>退出系统（连按两次）</translation>
    </message>
</context>
<context>
    <name>LanguagePage</name>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>It can be switched at any time with F2.</source>
        <translation>运行中可随时按 F2 切换。</translation>
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
        <source>Risk</source>
        <translation>风险</translation>
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
        <source>Risk tier</source>
        <translation>风险等级</translation>
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
    <message>
        <source>{0} day it runs dry</source>
        <translation>{0} 断供日</translation>
    </message>
</context>
<context>
    <name>MeetingTile</name>
    <message>
        <source>Meeting</source>
        <translation>会议</translation>
    </message>
    <message>
        <source>Page of {0}; nothing in it is checked here</source>
        <translation>{0} 的页面，其内容未经本系统核对</translation>
    </message>
    <message>
        <source>No meeting is on air</source>
        <translation>当前没有上屏的会议</translation>
    </message>
</context>
<context>
    <name>MeetingWindow</name>
    <message>
        <source>Meeting page</source>
        <translation>会议页面</translation>
    </message>
    <message>
        <source>● Camera or microphone open to this page</source>
        <translation>● 本页面可使用摄像头或麦克风</translation>
    </message>
    <message>
        <source>Open (Enter)</source>
        <translation>打开（Enter）</translation>
    </message>
    <message>
        <source>On air (F6)</source>
        <translation>上屏（F6）</translation>
    </message>
    <message>
        <source>Hear (F9)</source>
        <translation>收听（F9）</translation>
    </message>
    <message>
        <source>Offer our wall (F10)</source>
        <translation>可共享大屏（F10）</translation>
    </message>
    <message>
        <source>Leave (Esc)</source>
        <translation>离开会议（Esc）</translation>
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
    <name>PlaceRows</name>
    <message>
        <source>No place below</source>
        <translation>下辖无地区</translation>
    </message>
    <message>
        <source>{0} cases</source>
        <translation>{0} 例</translation>
    </message>
    <message>
        <source>not published</source>
        <translation>未公布</translation>
    </message>
    <message>
        <source>{0} published, none in the line list</source>
        <translation>公布 {0} 例，个案库无</translation>
    </message>
    <message>
        <source>no case</source>
        <translation>无病例</translation>
    </message>
</context>
<context>
    <name>PlanRows</name>
    <message>
        <source>No plan of allocation yet: F5 at the desk makes one</source>
        <extracomment>Edges of the columns, as shares of the width: state, way, amount, cover of the receiver. Lines of text that a row has; the reason takes all but the first.</extracomment>
        <translation>尚无调拨方案：在操作台按 F5 编制</translation>
    </message>
</context>
<context>
    <name>PlanTile</name>
    <message>
        <source>Allocation plan</source>
        <translation>调拨方案</translation>
    </message>
    <message>
        <source>bars: the receiver&apos;s days of cover before and after</source>
        <translation>条形：调入地调拨前后保障天数</translation>
    </message>
</context>
<context>
    <name>PlanWords</name>
    <message>
        <source>{0}, {1} days from {2}: {3} shipments</source>
        <translation>{0}，自 {2} 起 {1} 天：{3} 单调拨</translation>
    </message>
    <message>
        <source>Proved by the independent check: totals, floors, caps, trucks, fairness.</source>
        <translation>已通过独立校核：总量守恒、底线、上限、车辆、公平。</translation>
    </message>
    <message>
        <source>The independent check refused this plan; it is not shown:</source>
        <translation>方案未通过独立校核，不予展示：</translation>
    </message>
    <message>
        <source>Decided by the officer beforehand:</source>
        <translation>经办人事先决定：</translation>
    </message>
    <message>
        <source>{0}: least weighted cover {1} → {2} days ({3} is the most possible)</source>
        <translation>{0}：最低加权保障 {1} → {2} 天（理论上限 {3} 天）</translation>
    </message>
    <message>
        <source>Every need of these days is met.</source>
        <translation>计划期内需求全部满足。</translation>
    </message>
    <message>
        <source>What cannot be met, even so:</source>
        <translation>仍无法满足：</translation>
    </message>
    <message>
        <source>{0}: stock {1} + production {2} + coming {3} = met {4} + left {5} + on the road {6}; need {7} = met {4} + gap {8} (gap without the plan {9})</source>
        <translation>{0}：储备 {1} + 生产 {2} + 到货 {3} = 满足 {4} + 结余 {5} + 在途 {6}；需求 {7} = 满足 {4} + 缺口 {8}（不调拨缺口 {9}）</translation>
    </message>
    <message>
        <source>What this rests on:</source>
        <translation>测算依据：</translation>
    </message>
</context>
<context>
    <name>PostFields</name>
    <message>
        <source>Being examined, up to 15 s …</source>
        <translation>正在测试，最多 15 秒……</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>Chinese name</source>
        <translation>中文名称</translation>
    </message>
    <message>
        <source>English name</source>
        <translation>英文名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Main stream</source>
        <translation>主码流</translation>
    </message>
    <message>
        <source>Sub stream</source>
        <translation>子码流</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>会商地址</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Expected at the roll call</source>
        <translation>参加点名</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
</context>
<context>
    <name>PostForm</name>
    <message>
        <source>✓ {0} is saved</source>
        <translation>✓ {0} 已保存</translation>
    </message>
    <message>
        <source>Command posts</source>
        <translation>点位管理</translation>
    </message>
    <message>
        <source>New post  Ctrl+N</source>
        <translation>新增点位  Ctrl+N</translation>
    </message>
    <message>
        <source>Save  Ctrl+S</source>
        <translation>保存  Ctrl+S</translation>
    </message>
    <message>
        <source>Close  Esc</source>
        <translation>关闭  Esc</translation>
    </message>
    <message>
        <source>✕ The regions are not known yet: wait for the database</source>
        <translation>✕ 地区名单尚未读到，请等待数据库连接</translation>
    </message>
    <message>
        <source>Being saved …</source>
        <translation>正在保存……</translation>
    </message>
</context>
<context>
    <name>PostWindow</name>
    <message>
        <source>Post {0}</source>
        <translation>点位 {0}</translation>
    </message>
    <message>
        <source>Ready for a call</source>
        <translation>待机中，可接听来电</translation>
    </message>
    <message>
        <source>● Camera or microphone in use</source>
        <translation>● 摄像头或麦克风使用中</translation>
    </message>
    <message>
        <source>Answer (Enter)</source>
        <translation>接听（Enter）</translation>
    </message>
    <message>
        <source>Refuse (Esc)</source>
        <translation>拒接（Esc）</translation>
    </message>
    <message>
        <source>Hang up (Esc)</source>
        <translation>挂断（Esc）</translation>
    </message>
    <message>
        <source>Call {0} (C)</source>
        <translation>呼叫{0}（C）</translation>
    </message>
    <message>
        <source>Microphone off (M)</source>
        <translation>关闭麦克风（M）</translation>
    </message>
    <message>
        <source>Low bandwidth (L)</source>
        <translation>低带宽（L）</translation>
    </message>
    <message>
        <source>Share the screen (S)</source>
        <translation>共享屏幕（S）</translation>
    </message>
    <message>
        <source>Camera and microphone… (D)</source>
        <translation>摄像头与麦克风…（D）</translation>
    </message>
</context>
<context>
    <name>PostsPage</name>
    <message>
        <source>Command posts</source>
        <translation>视频点位</translation>
    </message>
    <message>
        <source>Posts come with the database; a few feeds are asked. None yet is no fault.</source>
        <translation>点位随数据库而来，现抽测其中几路视频。暂无点位也可以启动。</translation>
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
    <name>ReplayBar</name>
    <message>
        <source>Day back  PgUp</source>
        <translation>前一天  PgUp</translation>
    </message>
    <message>
        <source>Day forth  PgDn</source>
        <translation>后一天  PgDn</translation>
    </message>
</context>
<context>
    <name>ReplayWindow</name>
    <message>
        <source>Reading the record …</source>
        <translation>正在读取记录……</translation>
    </message>
    <message>
        <source>No record of the wall until this moment</source>
        <translation>此刻之前没有大屏记录</translation>
    </message>
    <message>
        <source>{scene}, which is no more</source>
        <translation>{scene}（该场景已不存在）</translation>
    </message>
    <message>
        <source>← → change by change; PgUp PgDn day by day; Esc closes. The wall stays as is.</source>
        <translation>← → 逐次操作，PgUp PgDn 逐日，Esc 关闭；大屏画面不受影响。</translation>
    </message>
    <message>
        <source>Figures up to that day, as they are known now: later corrections are in them. Video, posts and what has no date of its own are not replayed.</source>
        <translation>数据截至当日，按现有记录计算，含此后的订正；视频、指挥部及无日期的资料不回放。</translation>
    </message>
</context>
<context>
    <name>ReportPage</name>
    <message>
        <source>Once more</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Looking … this takes up to a minute.</source>
        <translation>正在检查，最长约一分钟…</translation>
    </message>
    <message>
        <source>To mend first: {count}</source>
        <translation>须先解决 {count} 项</translation>
    </message>
    <message>
        <source>Nothing keeps the wall from coming up.</source>
        <translation>没有妨碍大屏启动的问题。</translation>
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
        <source>counted otherwise since {0}: not comparable across it</source>
        <translation>{0} 起统计口径变更，前后不可比</translation>
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
    <name>RollCallPanel</name>
    <message>
        <source>Finish  F7</source>
        <translation>结束  F7</translation>
    </message>
    <message>
        <source>Begin  F7</source>
        <translation>开始  F7</translation>
    </message>
    <message>
        <source>All live: present  Y</source>
        <translation>实时的全部登记  Y</translation>
    </message>
    <message>
        <source>{0} posts are expected</source>
        <translation>应到 {0} 个点位</translation>
    </message>
    <message>
        <source>Begun {0} · expected {1} · present {2} · missing {3} · open {4}</source>
        <translation>{0} 开始 · 应到 {1} · 实到 {2} · 未到 {3} · 待答 {4}</translation>
    </message>
    <message>
        <source>Waiting for the list of posts</source>
        <translation>等待点位名单</translation>
    </message>
    <message>
        <source>No post is expected: mark them with F3</source>
        <translation>没有参加点名的点位：请按 F3 设定</translation>
    </message>
    <message>
        <source>F7 begins. Then Space: voice, V: video, E: excused, N: missing, Y: all that are live</source>
        <translation>按 F7 开始。空格：语音到，V：视频到，E：请假，N：未到，Y：实时的全部登记</translation>
    </message>
    <message>
        <source>for {0}</source>
        <translation>已 {0}</translation>
    </message>
    <message>
        <source>picture moves: propose present</source>
        <translation>画面实时，建议登记</translation>
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
    <name>SceneCanvas</name>
    <message>
        <source>screens {0}–{1}</source>
        <translation>第 {0}–{1} 屏</translation>
    </message>
</context>
<context>
    <name>SceneEditor</name>
    <message>
        <source>The wall shows it as it was until it is taken again.</source>
        <translation>大屏仍为原画面，再次切出后更新。</translation>
    </message>
    <message>
        <source>Name the file: letters, digits and _</source>
        <translation>请填写文件名：字母、数字和 _</translation>
    </message>
    <message>
        <source>Scene editor</source>
        <translation>场景编辑</translation>
    </message>
    <message>
        <source>Displays: Ctrl+Enter adds</source>
        <translation>图块：Ctrl+Enter 添加</translation>
    </message>
    <message>
        <source>Arrows move, Shift+arrows resize, F7 next tile</source>
        <translation>方向键移动，Shift+方向键改大小，F7 下一图块</translation>
    </message>
    <message>
        <source>The chosen tile</source>
        <translation>所选图块</translation>
    </message>
</context>
<context>
    <name>ScenePicker</name>
    <message>
        <source>Find a scene or a post: name, pinyin, code</source>
        <translation>查找场景、点位：名称、拼音、代码</translation>
    </message>
</context>
<context>
    <name>ScreensPage</name>
    <message>
        <source>Screens of the wall</source>
        <translation>大屏所用屏幕</translation>
    </message>
    <message>
        <source>Choose the screens that everybody looks at; the desk takes what is left.</source>
        <translation>请勾选全体人员观看的屏幕，其余屏幕留给操作台。</translation>
    </message>
    <message>
        <source>Show the numbers on the screens</source>
        <translation>在各屏幕上显示编号</translation>
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
    <name>SourceWindow</name>
    <message>
        <source>Figures</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>up to {0}</source>
        <translation>截至 {0}</translation>
    </message>
    <message>
        <source>reading …</source>
        <translation>读取中…</translation>
    </message>
    <message>
        <source>{0} rows</source>
        <translation>{0} 行</translation>
    </message>
    <message>
        <source>the newest {0} rows</source>
        <translation>最新 {0} 行</translation>
    </message>
    <message>
        <source>read at {0}</source>
        <translation>{0} 读取</translation>
    </message>
    <message>
        <source>Source of the figures</source>
        <translation>数据溯源</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>计算方法</translation>
    </message>
    <message>
        <source>What is true of them</source>
        <translation>数据状态</translation>
    </message>
    <message>
        <source>Datasets</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Rows in the database</source>
        <translation>数据库原始行</translation>
    </message>
    <message>
        <source>Export: CSV, Excel, PNG (Ctrl+E)</source>
        <translation>导出 CSV、Excel、PNG（Ctrl+E）</translation>
    </message>
</context>
<context>
    <name>Sources</name>
    <message>
        <source>Exported to {0}</source>
        <translation>已导出至 {0}</translation>
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
    <name>StepRows</name>
    <message>
        <source>The line list holds no case of this region</source>
        <extracomment>Narrower than this share of the wall&apos;s height, a row has two lines. From so many hours on, a step is told in days. A step that fewer cases than this share tell is not complete.</extracomment>
        <translation>个案库中没有本地区病例</translation>
    </message>
    <message>
        <source>Onset to report</source>
        <translation>发病至报告</translation>
    </message>
    <message>
        <source>Report to isolation</source>
        <translation>报告至隔离</translation>
    </message>
    <message>
        <source>Isolation to treatment</source>
        <translation>隔离至收治</translation>
    </message>
    <message>
        <source>not known: no case tells it</source>
        <translation>不详：无病例载明</translation>
    </message>
    <message>
        <source>{0} · P90 {1}</source>
        <translation>{0} · P90 {1}</translation>
    </message>
    <message>
        <source>{0} d</source>
        <translation>{0} 天</translation>
    </message>
    <message>
        <source>{0} h</source>
        <translation>{0} 小时</translation>
    </message>
    <message>
        <source>over target {0}</source>
        <translation>超过目标 {0}</translation>
    </message>
    <message>
        <source>within target {0}</source>
        <translation>达到目标 {0}</translation>
    </message>
    <message>
        <source>no target set</source>
        <translation>未设目标</translation>
    </message>
    <message>
        <source>↗ slower</source>
        <translation>↗ 变慢</translation>
    </message>
    <message>
        <source>↘ faster</source>
        <translation>↘ 加快</translation>
    </message>
    <message>
        <source>→ steady</source>
        <translation>→ 平稳</translation>
    </message>
    <message>
        <source>{0}/{1}, {2} reversed</source>
        <translation>{0}/{1} 例，{2} 例逆序</translation>
    </message>
    <message>
        <source>{0}/{1} cases</source>
        <translation>{0}/{1} 例</translation>
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
    <name>TileFields</name>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Stays at region (empty: follows the region key)</source>
        <translation>固定地区（留空则随地区键）</translation>
    </message>
    <message>
        <source>The manual lists the options of every display.</source>
        <translation>各图块的选项见操作手册。</translation>
    </message>
    <message>
        <source>A tile made wider than its screen runs on over the next one.</source>
        <translation>图块宽度超出本屏时，即向下一屏延伸。</translation>
    </message>
</context>
<context>
    <name>TimelinessTile</name>
    <message>
        <source>The four earlies</source>
        <translation>“四早”时效</translation>
    </message>
    <message>
        <source>By place, medians: onset to report · report to isolation · to treatment</source>
        <translation>各地中位数：发病至报告 · 报告至隔离 · 隔离至收治</translation>
    </message>
    <message>
        <source>No case in the line list</source>
        <translation>个案库中没有病例</translation>
    </message>
    <message>
        <source>Week {0} of {1} ({2:%m-%d} to {3:%m-%d}): {4} cases</source>
        <translation>{1} 年第 {0} 周（{2:%m-%d} 至 {3:%m-%d}）：{4} 例</translation>
    </message>
    <message>
        <source>, published count not known</source>
        <translation>，公布数不详</translation>
    </message>
    <message>
        <source>, {0} published</source>
        <translation>，公布 {0} 例</translation>
    </message>
    <message>
        <source>Newest week that is over and has a case; bars: 13 weeks</source>
        <translation>最近一个已结束且有病例的周；柱为近 13 周</translation>
    </message>
    <message>
        <source>the week under way is left out: {0} cases so far</source>
        <translation>本周未结束，未计入：迄今 {0} 例</translation>
    </message>
    <message>
        <source>negative: the later step came first</source>
        <translation>负值：后一环节先于前一环节</translation>
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
        <source>Not published</source>
        <translation>未公布</translation>
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
    <name>UnrecordedTile</name>
    <message>
        <source>Not recorded, so not replayed</source>
        <translation>未作记录，不予回放</translation>
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
    <message>
        <source>not acknowledged</source>
        <translation>未确认</translation>
    </message>
    <message>
        <source>seen by {0}, {1:%m-%d %H:%M}</source>
        <translation>{0} 于 {1:%m-%d %H:%M} 确认</translation>
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
        <source>{0} corrections booked back</source>
        <translation>{0} 处更正已回溯冲减</translation>
    </message>
    <message>
        <source>counted otherwise since {0}: bounds across it are unsure</source>
        <translation>{0} 起统计口径变更，跨期上限不可靠</translation>
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
