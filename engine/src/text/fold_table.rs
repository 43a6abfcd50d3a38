//! What accented letters and compatibility forms fold to.
//!
//! Source: Unicode's NFKD decompositions without combining marks, lower-cased,
//! plus the letters that have no decomposition but are written plainly abroad
//! (`ø`, `ł`, `đ`, `ß`, `æ`…). The test below derives every entry from
//! `unicode-normalization` and this short list of extras; to extend the table,
//! widen a range and paste what the failing test prints. This table costs a reader
//! 3 kB (gzip); the crate's tables would cost 65 kB.

/// First code point of a range and what each of its characters folds to:
/// `.` stands for "only its case", `+` for an entry of [`LONG`].
pub(super) const RANGES: &[(u32, &str)] = &[
    (
        0xa0,
        " ....... .a.... ..23 μ.. 1o.+++.aaaaaa+ceeeeiiiidnooooo.ouuuuy++aaaaaa+ceeeeiiiidnooooo.ouuuuy+yaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii++jjkk.llllllllllnnnnnn+..oooooo++rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs................................oo.............uu...................+++++++++aaiioouuuuuuuuuu.aaaa++..ggkkooooʒʒj+++gg..nnaa++ooaaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy",
    ),
    (
        0x386,
        "α εηι.ο.υωι.........................ιυαεηιυ.................σ.......ιυουω.βθυυυφπ",
    ),
    (
        0x400,
        "ее.г...і....киу..........и...............................и......................ее.г...і....киу",
    ),
    (
        0x1e00,
        "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy+s..+.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy",
    ),
    (0x2070, "0i..456789     n0123456789     .aeoxəhklmnpst"),
    (
        0x2100,
        "  c .  ɛ. ghhhhhiill.n ..pqrrr..   .z...z..abc.eef.moאבגדi. πγγπ ....ddeij......++++++++++++++++i+++v++++x++lcdmi+++v++++x++lcdm",
    ),
    (
        0x2460,
        "123456789+++++++++++123456789+++++++++++123456789+++++++++++abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz0",
    ),
    (0xfb00, "+++++++"),
    (
        0xff65,
        " ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン",
    ),
];

/// Characters that fold to several: each word is the character and what it becomes.
pub(super) const LONG: &str = "\
    ¼1/4 ½1/2 ¾3/4 Æae Þth ßss æae þth Ĳij ĳij ŉʼn Œoe œoe Ǆdz ǅdz ǆdz Ǉlj ǈlj ǉlj \
    Ǌnj ǋnj ǌnj Ǣae ǣae Ǳdz ǲdz ǳdz Ǽae ǽae ẚaʾ ẞss ⅐1/7 ⅑1/9 ⅒1/10 ⅓1/3 ⅔2/3 ⅕1/5 \
    ⅖2/5 ⅗3/5 ⅘4/5 ⅙1/6 ⅚5/6 ⅛1/8 ⅜3/8 ⅝5/8 ⅞7/8 ⅟1/ Ⅱii Ⅲiii Ⅳiv Ⅵvi Ⅶvii Ⅷviii Ⅸix Ⅺxi \
    Ⅻxii ⅱii ⅲiii ⅳiv ⅵvi ⅶvii ⅷviii ⅸix ⅺxi ⅻxii ⑩10 ⑪11 ⑫12 ⑬13 ⑭14 ⑮15 ⑯16 ⑰17 \
    ⑱18 ⑲19 ⑳20 ⑽10 ⑾11 ⑿12 ⒀13 ⒁14 ⒂15 ⒃16 ⒄17 ⒅18 ⒆19 ⒇20 ⒑10 ⒒11 ⒓12 ⒔13 ⒕14 ⒖15 \
    ⒗16 ⒘17 ⒙18 ⒚19 ⒛20 ﬀff ﬁfi ﬂfl ﬃffi ﬄffl ﬅst ﬆst";

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

    /// Letters without a decomposition, as they are written where keyboards lack them.
    const PLAIN: &[(char, &str)] = &[
        ('ø', "o"),
        ('đ', "d"),
        ('ł', "l"),
        ('ı', "i"),
        ('ħ', "h"),
        ('ŧ', "t"),
        ('ð', "d"),
        ('ß', "ss"),
        ('æ', "ae"),
        ('œ', "oe"),
        ('þ', "th"),
        ('ς', "σ"),
    ];

    fn plain(s: &str) -> String {
        let strip = |s: &str| {
            s.nfkd()
                .filter(|c| !is_combining_mark(*c))
                .collect::<String>()
        };
        let lower = strip(&strip(s).to_lowercase());
        let whole = lower.chars().map(|c| {
            let plain = PLAIN.iter().find(|(from, _)| *from == c);
            plain.map_or(c.to_string(), |(_, to)| (*to).to_owned())
        });
        whole.collect()
    }

    /// What the table should say of `c`; signs that only look like letters part words.
    fn expected(c: char) -> String {
        let folded = plain(&c.to_string());
        let lower: String = c.to_lowercase().collect();
        if folded == c.to_string() || folded == lower {
            return ".".to_owned();
        }
        let folded = folded.replace('⁄', "/");
        let sign = ('\u{2100}'..'\u{2150}').contains(&c) && folded.chars().count() > 1;
        if sign || !folded.contains(char::is_alphanumeric) {
            return " ".to_owned();
        }
        folded
            .chars()
            .filter(|c| c.is_alphanumeric() || *c == '/')
            .collect()
    }

    #[test]
    fn the_table_is_what_unicode_says() {
        for (first, table) in RANGES {
            let listed = table.chars().enumerate().map(|(i, entry)| {
                let c = char::from_u32(first + i as u32).unwrap_or_default();
                let long = LONG.split(' ').find_map(|long| long.strip_prefix(c));
                (
                    c,
                    if entry == '+' {
                        long.unwrap_or("missing").to_owned()
                    } else {
                        entry.to_string()
                    },
                )
            });
            for (c, listed) in listed {
                assert_eq!(listed, expected(c), "{c} U+{:04x}", u32::from(c));
            }
        }
    }
}
