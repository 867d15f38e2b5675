// The sixteen districts carry the division codes of GB/T 2260.
#include "main/demo_names.h"

namespace zq::demo {

namespace {

constexpr std::string_view surnames[] = {
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱",
    "高", "林", "何", "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于",
    "董", "萧", "程", "曹", "袁", "邓", "许", "傅", "沈", "曾", "彭", "吕", "苏", "卢",
};
constexpr std::string_view given_names[] = {
    "晓东", "建华", "丽娟", "志强", "思远", "雨桐", "海燕", "文博", "静怡", "立新", "佳宁",
    "宏伟", "雪梅", "子轩", "秀英", "振宇", "梦洁", "国栋", "春燕", "嘉怡", "俊杰", "敏",
    "伟",   "芳",   "磊",   "洋",   "娜",   "超",   "琳",   "鹏",   "颖",   "斌",   "婷",
};
constexpr std::string_view first_marks[] = {
    "华", "中", "信", "恒", "瑞", "博", "智", "云", "启", "安", "天", "金", "宏", "永",
    "新", "远", "卓", "鼎", "汇", "泰", "百", "正", "昊", "嘉", "景", "盛", "融", "朗",
};
constexpr std::string_view second_marks[] = {
    "达", "创", "源", "维", "图", "联", "通", "诚", "腾", "思", "越", "迈", "邦", "科",
    "润", "衡", "拓", "川", "和", "禾", "讯", "澜", "辰", "森", "合", "锐", "立", "海",
};
constexpr std::string_view brands[] = {
    "星枢", "云帆", "青禾", "明镜", "磐石", "灵犀", "海图", "北辰", "晨曦", "飞梭", "玄武",
    "九章", "鲁班", "织女", "河图", "墨子", "太初", "银杏", "白鹭", "长城", "燕山", "永定",
    "潮白", "西山", "香山", "卢沟", "玉泉", "什刹", "景山", "望京", "天枢", "启明",
};
constexpr District all_districts[] = {
    {"110101", "东城区", 6},   {"110102", "西城区", 7},   {"110105", "朝阳区", 16},
    {"110106", "丰台区", 9},   {"110107", "石景山区", 4}, {"110108", "海淀区", 20},
    {"110109", "门头沟区", 2}, {"110111", "房山区", 3},   {"110112", "通州区", 6},
    {"110113", "顺义区", 5},   {"110114", "昌平区", 7},   {"110115", "大兴区", 6},
    {"110116", "怀柔区", 3},   {"110117", "平谷区", 2},   {"110118", "密云区", 2},
    {"110119", "延庆区", 2},
};

std::string joined(std::string_view first, std::string_view second) {
    return std::string{first}.append(second);
}

}  // namespace

std::string Names::person() {
    const std::string_view surname = dice_.pick(surnames);
    return joined(surname, dice_.pick(given_names));
}

std::string Names::company(std::string_view place, std::string_view trade, std::string_view form) {
    while (true) {
        const std::string_view first = dice_.pick(first_marks);
        const std::string mark = joined(first, dice_.pick(second_marks));
        if (taken_.insert(mark).second) return joined(place, mark).append(trade).append(form);
    }
}

std::string Names::brand() {
    return std::string{dice_.pick(brands)};
}

std::span<const District> districts() {
    return all_districts;
}

}  // namespace zq::demo
