// A plain bar chart.
export const examples = [
  {
    name: 'bars',
    props: {
      title: '各方向补贴',
      head: ['方向', '订单'],
      rows: [
        ['大模型应用', 12],
        ['工业设计', 7],
      ],
      option: {
        xAxis: { type: 'value' },
        yAxis: { type: 'category', data: ['大模型应用', '工业设计'] },
        series: [{ type: 'bar', data: [12, 7] }],
      },
    },
  },
]
