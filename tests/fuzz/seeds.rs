//! Small files of every kind that is imported: what the inputs are made from.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Texts of mapping tables, in each way that people write them.
pub(crate) fn tables() -> Vec<Vec<u8>> {
    let own = "#,Resource,Entra ID,Rule,SCIM,Target rule,Genesys Cloud,Mark,Default value if null,Apply,Match,Used,Status,Owner\n\
        1,User,userPrincipalName,direct,userName,direct,UserProfile.contactInfo.email_main.[0].value,required,,always,1,yes,agreed,IT\n\
        2,User,IsSoftDeleted,Not([IsSoftDeleted]),active,True = active; False = inactive,UserProfile.state,required,,always,,yes,proposed,\n\
        3,Group,displayName,direct,displayName,direct,Group.name,required,,always,1,yes,agreed,\n";
    let texts = [
        "Entra ID Name,SCIM Name,Genesys Name,Mandatory\n,id,User.Id,\nuserPrincipleName,userName,\
         User.contactInfo.email_main.[0].value,yes\n,state,User.state true eq 'active' false eq 'inactive',\n\
         Not([IsSoftDeleted]),active,,\njobTitle,title,\"User.general.title.[0].value\",no\n",
        "Entra ID Name\tSCIM Name\tGenesys Name\r\nmail\temails[type eq \"work\"].value\tUser.x\r\n",
        "Source;Rule;SCIM;Owner\nmail;Trim([mail]);userName;HR\n;constant \"x\";title;\n",
        "| Entra | SCIM | Mark |\n|---|---|---|\n| surname | name.familyName | required |\n",
        "sep=;\nAzure;SCIM\ncity;addresses[type eq \"work\"].locality\n",
        own,
        "Entra ID Name SCIM Name Genesys Name Mandatory\nid User.Id\nuserPrincipleName userName User.contactInfo.email_main.[0].value\n\
         state User.state true eq 'active' false eq 'inactive'\nNot([IsSoftDeleted]) active\njobTitle  title User.general.title.[0].value\n",
    ];
    let mut seeds: Vec<Vec<u8>> = texts.iter().map(|text| text.as_bytes().to_vec()).collect();
    let wide = texts
        .first()
        .into_iter()
        .flat_map(|text| text.encode_utf16());
    seeds.push(wide.flat_map(u16::to_le_bytes).collect());
    seeds.push(b"Entra ID;SCIM;Owner\nmail;userName;Zo\xeb\n".to_vec());
    seeds
}

/// Plain lists of attributes.
pub(crate) fn lists() -> Vec<Vec<u8>> {
    [
        "path,type,required,multi-valued,max length,access,description\nuserName,string,true,no,255,read-write,sign-in\n\
         roles,complex,optional,yes,,read-only,\nnickName,text,maybe,1..n,x,,\n",
        "name;data type;mandatory\nUserProfile.general.title.[0].value;string;no\nUserProfile.state;boolean;ja\n",
        "Attribute\tType\tObject\nemployeeId\tString\tUser\ndisplayName\tString\tGroup\n",
    ]
    .map(|text| text.as_bytes().to_vec())
    .to_vec()
}

/// Entra ID's provisioning schemas.
pub(crate) fn entra_schemas() -> Vec<Vec<u8>> {
    let old = include_bytes!("../fixtures/entra-schema-old.json").to_vec();
    let small = br#"{"synchronizationRules":[{"id":"r","objectMappings":[{"enabled":true,"flowTypes":"Add,Update",
        "sourceObjectName":"User","targetObjectName":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
        "attributeMappings":[{"defaultValue":"x","flowBehavior":"FlowWhenChanged","flowType":"Always",
        "matchingPriority":1,"targetAttributeName":"userName","source":{"expression":"[userPrincipalName]",
        "name":"userPrincipalName","type":"Attribute","parameters":[]}}],"scope":{"groups":[{"name":"g","clauses":
        [{"sourceOperandName":"department","operatorName":"EQUALS","targetOperand":{"values":["x"]}}]}]}}]}],
        "directories":[{"name":"Azure","objects":[{"name":"User","attributes":[{"name":"mail","type":"String",
        "multivalued":false,"required":false,"mutability":"ReadWrite"}]}]}]}"#;
    let partial = br#"{"value":{"attributeMappings":[{"targetAttributeName":"title","source":{"expression":
        "Trim([jobTitle])","name":"Trim","type":"Function","parameters":[{"key":"source","value":{"type":"Attribute",
        "expression":"[jobTitle]","name":"jobTitle"}}]}}]}}"#;
    vec![small.to_vec(), partial.to_vec(), old]
}

/// What SCIM services answer at `/Schemas`.
pub(crate) fn scim_schemas() -> Vec<Vec<u8>> {
    let list = br#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":1,"Resources":
        [{"id":"urn:ietf:params:scim:schemas:core:2.0:User","name":"User","attributes":[{"name":"userName","type":
        "string","multiValued":false,"required":true,"mutability":"readWrite","uniqueness":"server"},{"name":"emails",
        "type":"complex","multiValued":true,"subAttributes":[{"name":"value","type":"string"},{"name":"type","type":
        "string","canonicalValues":["work","home"]}]}]}]}"#;
    let single = br#"{"id":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User","attributes":[{"name":
        "manager","type":"complex","subAttributes":[{"name":"value","type":"reference"}]}]}"#;
    let bare = br#"[{"id":"urn:ietf:params:scim:schemas:core:2.0:Group","attributes":[{"name":"displayName",
        "type":"string","multivalued":"false"},{"name":"members","multiValued":true}]}]"#;
    vec![list.to_vec(), single.to_vec(), bare.to_vec()]
}

/// Definitions of the Genesys Cloud API.
pub(crate) fn genesys() -> Vec<Vec<u8>> {
    let whole = br##"{"swagger":"2.0","definitions":{"ScimV2User":{"type":"object","required":["userName"],"properties":
        {"id":{"type":"string","readOnly":true},"userName":{"type":"string","description":"required"},"emails":{"type":
        "array","items":{"$ref":"#/definitions/ScimEmail"}},"active":{"type":"boolean"}}},"ScimEmail":{"type":"object",
        "properties":{"value":{"type":"string"},"type":{"type":"string","enum":["work","other"]}}},"User":{"type":
        "object","properties":{"title":{"type":"string"},"department":{"type":"string"},"manager":{"$ref":
        "#/definitions/User"}}}}}"##;
    let bare = br#"{"ScimV2Group":{"properties":{"displayName":{"type":"string"},"members":{"type":"array"}}}}"#;
    vec![whole.to_vec(), bare.to_vec()]
}

/// Answers of provisioning runs.
pub(crate) fn answers() -> Vec<Vec<u8>> {
    vec![include_bytes!("../fixtures/provision-answer.json").to_vec()]
}

/// The parts of a spreadsheet that inputs are made from: the sheet, and the texts that its cells share.
pub(crate) fn sheet_parts() -> [Vec<u8>; 2] {
    let sheet = br#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:C3"/><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>Owner</t></is></c></row><row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" t="str"><f>A1</f><v>userName</v></c><c r="C2"><v>12.5</v></c></row><row r="3"><c r="A3" t="b"><v>1</v></c><c r="B3" t="e"><v>#N/A</v></c></row></sheetData></worksheet>"#;
    let strings = br#"<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="3" uniqueCount="3"><si><t>Entra ID</t></si><si><t>SCIM</t></si><si><r><t>ma</t></r><r><t>il</t></r></si></sst>"#;
    [sheet.to_vec(), strings.to_vec()]
}

/// A spreadsheet file with this sheet and these texts.
pub(crate) fn spreadsheet(sheet: &[u8], strings: &[u8]) -> Vec<u8> {
    let parts: [(&str, &[u8]); 6] = [
        ("[Content_Types].xml", br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#),
        ("_rels/.rels", br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#),
        ("xl/workbook.xml", br#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Mapping" sheetId="1" r:id="r1"/></sheets></workbook>"#),
        ("xl/_rels/workbook.xml.rels", br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", strings),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, part) in parts {
        archive.start_file(name, stored).expect("a small archive");
        archive.write_all(part).expect("memory takes it");
    }
    archive.finish().expect("a small archive").into_inner()
}
