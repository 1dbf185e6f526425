//! The functions, beyond what the documented cases show.

use super::{check, check_fails, run};

#[test]
fn texts() {
    check("Append([a], [missing])", "\"alpha\"");
    check("Append([missing], [missing])", "null");
    check("[a] & [missing] & 1", "\"alpha1\"");
    check(
        "Join(\",\", [list], [missing], [empty], \"z\")",
        "\"x,y,x,z\"",
    );
    check("Left(\"héllo\", 2)", "\"hé\"");
    check("Left(\"hi\", 0)", "\"\"");
    check("Left(\"hi\", 9)", "\"hi\"");
    check("Mid(\"abcdef\", \"2\", \"3\")", "\"bcd\"");
    check("Mid(\"abc\", 9, 1)", "\"\"");
    check("Mid([missing], 1, 1)", "null");
    check_fails("Mid(\"abc\", 0, 1)", "argument 2");
    check("Trim(\"  a b \t\")", "\"a b\"");
    check("StripSpaces(\" a b\")", "\"ab\"");
    check_fails("ToLower([list])", "single value");
    check("ToLower([one])", "\"only\"");
    check("ToLower([none])", "null");
}

#[test]
fn searching() {
    check("InStr(\"repEated\", \"e\", 3, vbBinaryCompare)", "\"7\"");
    check("InStr(\"repEated\", \"E\", , vbTextCompare)", "\"2\"");
    check("InStr([a], \"a\", 99)", "\"0\"");
    check("InStr([missing], \"a\")", "\"0\"");
    check("InStr(\"İé\", \"É\", 1, vbTextCompare)", "\"2\"");
    check("Word(\"a,,b\", 2, \",\")", "\"b\"");
    check("Word(\"abc\", 1, \" \")", "\"abc\"");
    check("Word(\"abc\", 0, \" \")", "\"\"");
}

#[test]
fn letter_case() {
    check("ToUpper(\"straße ı\")", "\"STRAßE ı\"");
    check("ToUpper(\"istanbul\", \"tr-TR\")", "\"İSTANBUL\"");
    check("ToLower(\"ISTANBUL\", \"tr-TR\")", "\"ıstanbul\"");
    check("ToLower(\"ÄÖ\", \"en-US\")", "\"äö\"");
    check_fails("ToLower(\"A\", \"e n\")", "culture");
    check("PCase(\"PINTO-DE'SILVA\", \" '-\")", "\"Pinto-De'Silva\"");
    check("PCase(\"mary_ann o.k.\", \" \")", "\"Mary_ann O.k.\"");
    check("PCase(\"mary_ann o.k.\")", "\"Mary_Ann O.K.\"");
    check("PCase(\"שלום ÉCOLE\")", "\"שלום École\"");
}

#[test]
fn accents() {
    check("NormalizeDiacritics(\"ÄßŒØžȲ\")", "\"AssOEOEzY\"");
    check(
        "NormalizeDiacritics(\"Zoe\u{308} c\u{304} u\u{331}\")",
        "\"Zoe c u\"",
    );
    // The points of Hebrew belong to the spelling.
    check("NormalizeDiacritics(\"שָׁלוֹם\") = \"שָׁלוֹם\"", "\"True\"");
    check("NormalizeDiacritics(\"Нина\")", "\"Нина\"");
}

#[test]
fn choosing() {
    check("Switch([missing], \"d\", \"\", \"empty\")", "\"empty\"");
    check("Switch(\"A\", \"d\", \"a\", \"x\")", "\"d\"");
    check("Switch(1, , 1, \"one\")", "\"one\"");
    check("Switch([a], \"d\", \"alpha\", , \"alpha\", \"x\")", "null");
    check("IIF([missing] = \"\", \"same\", \"other\")", "\"same\"");
    check("IIF(\"true\", 1, 2)", "\"1\"");
    check("IIF(0, 1, 2)", "\"2\"");
    check("IIF([a] <> \"x\", [list], 2)", "[\"x\", \"y\", \"x\"]");
    check("Coalesce([missing], [empty], [a])", "\"alpha\"");
    check("Coalesce([missing], \"\")", "\"\"");
    check("Not(\"true\")", "\"False\"");
    check("CBool(2)", "\"True\"");
    check("CBool(\"yes\")", "\"False\"");
    check("IsNull([none])", "\"True\"");
    check("IsString([list])", "\"False\"");
    check(
        "Join(\"\", \"a\", IIF(1=1, IgnoreObjectFlow, \"b\"))",
        "flow IgnoreObjectFlow",
    );
    check("IIF(1=1, \"fine\", Error(\"no\"))", "\"fine\"");
    check("Error(\"no \" & [a])", "error no alpha");
}

#[test]
fn numbers_and_lists() {
    check("BitAnd(\"514\", 2)", "\"2\"");
    check("BitAnd(-1, &HFFFFFFFFFFFFFFFF)", "\"-1\"");
    check_fails("BitAnd([missing], 2)", "argument 1 of BitAnd");
    check("CStr([n])", "\"42\"");
    check("Redact([a])", "\"alpha\"");
    check("Count([missing])", "\"0\"");
    check("Count([a])", "\"1\"");
    check("Item([list], 2)", "\"y\"");
    check_fails("Item([list], 4)", "argument 2 of Item");
    check_fails("Item([list], 0)", "argument 2 of Item");
    check("RemoveDuplicates([list])", "[\"x\", \"y\"]");
    check("Split(\"a;b;\", \";\")", "[\"a\", \"b\", \"\"]");
    check("Split([missing], \";\")", "null");
}

#[test]
fn replacing() {
    check("Replace(\"a.b.c\", \".\", , , \"-\", , )", "\"a-b-c\"");
    check("Replace([mobile], , \"[()\\\\s-]+\", , \"\", , )", "null");
    check(
        "Replace(\"+1 (999) 888-7777\", , \"[()+\\\\s-]+\", , \"\", , )",
        "\"19998887777\"",
    );
    check(
        "Replace([empty], , \"(?<d>\\\\d{10})\", \"d\", , [phone], )",
        "\"9998887777\"",
    );
    check(
        "Replace([empty], , \"(?<d>[x]+)\", \"d\", , [phone], )",
        "null",
    );
    check(
        "Replace(\"ab\", , \"(a)(?<x>b)\", , \"$2$1$$ ${x}$9${no}\", , )",
        "\"ba$ b$9${no}\"",
    );
    // .NET numbers named groups after the others.
    check(
        "Replace(\"ab\", , \"(?<x>a)(b)\", , \"$1$2\", , )",
        "\"ba\"",
    );
    check("Replace(\"abc\", , \"[a-z]*\", , \"X\", , )", "\"XX\"");
    check(
        "Replace(\"a[b]c&d\", , \"[[\\\\]&]\", , \"\", , )",
        "\"abcd\"",
    );
    check(
        "Replace(\"audio\", , \"[a-z-[aeiou]]\", , \"\", , )",
        "\"auio\"",
    );
    check(
        "Replace(\"a{b}<c>\", , \"{b}\\\\<\", , \"\", , )",
        "\"ac>\"",
    );
    check_fails(
        "Replace([a], , \"(?<x>a)\", \"y\", \"\", , )",
        "no group of that name",
    );
    check_fails("Replace([a], \"\", , , \"x\", , )", "not empty");
    check_fails("Replace([a], \"x\", , , , , )", "Replace");
    check(
        "Replace([a], , \"(?=a)\", , \"\", , )",
        "problem bad-pattern",
    );
    check("Replace([a], , \"(\", , \"\", , )", "problem bad-pattern");
    check_fails(
        "Replace([a], , \"(\" & \"a\", , \"\", , )",
        "cannot be read",
    );
}

#[test]
fn dates() {
    check("Now()", "\"2/3/2026 4:05:06 AM\"");
    check("CDate(\"2021-06-30+08:00\")", "\"6/29/2021 4:00:00 PM\"");
    check("CDate(\"8/25/2021\")", "\"8/25/2021 12:00:00 AM\"");
    check(
        "CDate(\"2021-08-25T17:41:18.1234567Z\")",
        "\"8/25/2021 5:41:18 PM\"",
    );
    check("CDate(\"Aug 5, 2021 5 PM\")", "\"8/5/2021 5:00:00 PM\"");
    check(
        "CDate(\"Wed, 25 Aug 2021 17:41:18 GMT\")",
        "\"8/25/2021 5:41:18 PM\"",
    );
    check("CDate([missing])", "null");
    check_fails("CDate(\"2021-02-30\")", "a date");
    check_fails("CDate(\"0001-01-01+08:00\")", "a date");
    check(
        "DateAdd(\"m\", 1, \"2021-01-31\")",
        "\"2/28/2021 12:00:00 AM\"",
    );
    check(
        "DateAdd(\"n\", -1, \"2021-01-01\")",
        "\"12/31/2020 11:59:00 PM\"",
    );
    check_fails("DateAdd(\"q\", 1, \"2021-01-31\")", "argument 1 of DateAdd");
    check_fails("DateAdd(\"yyyy\", 9999, \"2021-01-31\")", "9999");
    check_fails(
        "DateAdd(\"s\", 9223372036854775807, \"2021-01-31\")",
        "9999",
    );
    check(
        "DateDiff(\"yyyy\", \"2021-12-31\", \"2022-01-01\")",
        "\"1\"",
    );
    check(
        "DateDiff(\"d\", \"2021-12-31T23:00:00\", \"2022-01-01T01:00:00\")",
        "\"0\"",
    );
    check("DateDiff(\"ww\", \"2026-01-03\", \"2026-01-04\")", "\"1\"");
    check(
        "DateDiff(\"n\", \"2021-08-24\", \"2021-08-25\")",
        "\"1440\"",
    );
    check("DateFromNum(0)", "\"1/1/1601 12:00:00 AM\"");
    check_fails("DateFromNum(9223372036854775807)", "9999");
    check("NumFromDate(\"1601-01-01\")", "\"0\"");
}

#[test]
fn date_formats() {
    let format = |text: &str, input: &str, output: &str| {
        run(&format!(
            "FormatDateTime(\"{text}\", , \"{input}\", \"{output}\")"
        ))
    };
    let check = |text: &str, input: &str, output: &str, expected: &str| {
        assert_eq!(
            format(text, input, output),
            expected,
            "{text} {input} {output}"
        );
    };
    check(
        "20150123105347.1Z",
        "yyyyMMddHHmmss.fZ",
        "HH:mm:ss.ff",
        "\"10:53:47.10\"",
    );
    check(
        "2025-12-31+10:00",
        "yyyy-MM-ddzzz",
        "yyyy-MM-ddK",
        "\"2025-12-30Z\"",
    );
    check(
        "31 Dec 25",
        "d MMM yy",
        "dddd, MMMM d",
        "\"Wednesday, December 31\"",
    );
    check(
        "9/8/2020 12:05 am",
        "M/d/yyyy h:mm tt",
        "H 'o''clock' t",
        "\"0 oclock A\"",
    );
    check(
        "2020-01-01T00:00:00.5",
        "yyyy-MM-ddTHH:mm:ss.FFF",
        "s.FFF|f",
        "\"0.5|5\"",
    );
    check("2020-01-01T00:00:00", "s", "s.FFF|%d|d", "\"0|1|1\"");
    check("12:00", "HH:mm", "d", "\"2/3/2026\"");
    check(
        " 2020-1-2 ",
        "yyyy-M-d",
        "o",
        "\"2020-01-02T00:00:00.0000000Z\"",
    );
    let mismatch = "error argument 1 of FormatDateTime has to be a date in the input format";
    check("2020-1-2", "yyyy-MM-dd", "d", mismatch);
    check("Tue 2025-12-31", "ddd yyyy-MM-dd", "d", mismatch);
    assert!(format("x", "", "d").contains("a date format"));
    assert!(format("x", "q", "d").contains("a date format"));
}

#[test]
fn encodings_and_directory_values() {
    super::check(
        "ConvertToUTF8Hex(\"Hello world!\")",
        "\"48656C6C6F20776F726C6421\"",
    );
    super::check(
        "ConvertFromBase64(\"SABlAGwAbABvACAAdwBvAHIAbABkACEA\")",
        "\"Hello world!\"",
    );
    super::check("ConvertFromBase64(ConvertToBase64(\"é😀\"))", "\"é😀\"");
    super::check("ConvertFromBase64(\"w6k=\", ASCII)", "\"??\"");
    check_fails("ConvertFromBase64(\"?\")", "base64");
    check_fails(
        "ConvertFromBase64(\"\", \"UTF7\")",
        "Unicode, ASCII or UTF8",
    );
    super::check("DNComponent(CRef(\"cn=Joe,ou=x\"), 1)", "\"Joe\"");
    super::check(
        "DNComponent(\"cn=Doe\\\\, Joe\\\\2c,ou=x\", 1)",
        "\"Doe, Joe,\"",
    );
    super::check("DNComponent(\"cn=Joe\", 2)", "null");
    let sid = "S-1-5-21-1-2-3-500";
    let hex = "010500000000000515000000010000000200000003000000F4010000";
    super::check(&format!("StringFromSid(\"{hex}\")"), &format!("{sid:?}"));
    super::check("StringFromSid(\"AQEAAAAAAAUSAAAA\")", "\"S-1-5-18\"");
    check_fails("StringFromSid(\"AQEAAA==\")", "security identifier");
    check_fails("DefaultDomain()", "not known here");
}

#[test]
fn roles() {
    super::check("SingleAppRoleAssignment([one])", "\"only\"");
    super::check("SingleAppRoleAssignment([none])", "null");
    super::check(
        r#"SingleAppRoleAssignment("{\"id\":\"1\",\"value\":\"25\",\"displayName\":\"Role\"}")"#,
        "\"25\"",
    );
    super::check(
        "AppRoleAssignmentsComplex([one])",
        r#"["{\"primary\":false,\"type\":\"WindowsAzureActiveDirectoryRole\",\"display\":\"only\",\"value\":\"only\"}"]"#,
    );
}

#[test]
fn what_the_settings_give() {
    super::check("SelectUniqueValue([a], \"B\", \"c\")", "\"c\"");
    check_fails("SelectUniqueValue([a], [missing])", "escrow");
    let guid = run("Guid()");
    assert_eq!(guid, run("Guid()"), "equal seeds give equal values");
    assert_eq!(guid.len(), 38);
    assert_eq!(guid.get(15..16), Some("4"));
    let random = run("RandomString(10, 2, 2, 2, 1, \"?,\")");
    let count = |of: fn(&char) -> bool| random.trim_matches('"').chars().filter(of).count();
    assert!(count(char::is_ascii_digit) >= 2, "{random}");
    assert!(count(char::is_ascii_uppercase) >= 2, "{random}");
    check_fails("RandomString(2, 3, 0, 0, 0)", "sum of the minima");
    check_fails("RandomString(300, 3, 0, 0, 0)", "256");
}
