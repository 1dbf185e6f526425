//! The shape of a schema: directories with their objects and attributes, rules with their object mappings.
//!
//! Whatever wraps it is looked through: a template, a list of templates, or a part of a schema alone.

use thiserror::Error;

use crate::json::JsonTree;
use crate::model::{Column, Resource};

/// That a JSON text holds no provisioning schema and no part of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "this is no Entra ID provisioning schema: it has no member \"synchronizationRules\", \"directories\", \
     \"objectMappings\" or \"attributeMappings\"; export it with GET .../synchronization/jobs/{{id}}/schema"
)]
pub struct NotASchema;

/// A schema, or what there is of it.
#[derive(Clone, Debug, Default)]
pub struct Schema<'a> {
    /// The directories in file order.
    pub directories: Vec<Directory<'a>>,
    /// The rules in file order; a part of a schema makes a rule without a name.
    pub rules: Vec<SyncRule<'a>>,
    /// How many further templates the file holds, which are not read.
    pub num_further: usize,
}

/// A directory definition.
#[derive(Clone, Copy, Debug)]
pub struct Directory<'a> {
    /// Its name; may be empty.
    pub name: &'a str,
    /// The whole object.
    pub tree: &'a JsonTree<'a>,
}

/// A rule: from one directory to another.
#[derive(Clone, Debug)]
pub struct SyncRule<'a> {
    /// Its name; may be empty.
    pub name: &'a str,
    /// The directory it reads, if it says so.
    pub source_directory: Option<&'a str>,
    /// The directory it writes, if it says so.
    pub target_directory: Option<&'a str>,
    /// Its object mappings in file order.
    pub object_mappings: Vec<ObjectMapping<'a>>,
}

/// What becomes of one kind of object.
#[derive(Clone, Debug)]
pub struct ObjectMapping<'a> {
    /// The whole object.
    pub tree: &'a JsonTree<'a>,
    /// The kind of object it reads; empty if it names none, none if there is no such member.
    pub source_object: Option<&'a str>,
    /// The kind of object it writes; may be empty.
    pub target_object: &'a str,
    /// The list of its attribute mappings.
    pub list: Option<&'a JsonTree<'a>>,
}

/// What fills one attribute of the target.
#[derive(Clone, Copy, Debug)]
pub struct AttributeMapping<'a> {
    /// The whole object.
    pub tree: &'a JsonTree<'a>,
    /// The attribute; none if the object names none.
    pub target: Option<&'a str>,
}

/// An attribute as a directory lists it.
#[derive(Clone, Copy, Debug)]
pub struct ListedAttribute<'a> {
    /// Its name; never empty.
    pub name: &'a str,
    /// The whole object.
    pub tree: &'a JsonTree<'a>,
}

pub(super) fn member<'a>(tree: &'a JsonTree<'a>, name: &str) -> Option<&'a JsonTree<'a>> {
    tree.member_like(name)
}

pub(super) fn text<'a>(tree: &'a JsonTree<'a>, name: &str) -> Option<&'a str> {
    tree.text_of(name)
}

fn items<'a>(tree: &'a JsonTree<'a>, name: &str) -> &'a [JsonTree<'a>] {
    tree.items_of(name)
}

impl<'a> Schema<'a> {
    /// Finds the schema in a text.
    ///
    /// # Errors
    ///
    /// [`NotASchema`] if there is none.
    pub fn find(tree: &'a JsonTree<'a>) -> Result<Self, NotASchema> {
        let is_schema = |tree: &'a JsonTree<'a>| {
            member(tree, "synchronizationRules").is_some() || member(tree, "directories").is_some()
        };
        if is_schema(tree) {
            return Ok(Self::of(tree));
        }
        if let Some(inner) = member(tree, "schema").filter(|inner| is_schema(inner)) {
            return Ok(Self::of(inner));
        }
        // A list of templates: the default one, else the first.
        let templates = if tree.is_list() {
            tree.items()
        } else {
            items(tree, "value")
        };
        let schemas: Vec<_> = templates
            .iter()
            .filter_map(|template| {
                let inner = member(template, "schema").unwrap_or(template);
                is_schema(inner).then_some((template, inner))
            })
            .collect();
        let is_default = |template: &'a JsonTree<'a>| {
            member(template, "default").and_then(JsonTree::boolean) == Some(true)
        };
        let chosen = schemas.iter().find(|(template, _)| is_default(template));
        if let Some((_, inner)) = chosen.or(schemas.first()) {
            let num_further = schemas.len() - 1;
            return Ok(Self {
                num_further,
                ..Self::of(inner)
            });
        }
        Self::of_part(tree)
    }

    fn of(tree: &'a JsonTree<'a>) -> Self {
        let directory = |tree: &'a JsonTree<'a>| Directory {
            name: text(tree, "name").unwrap_or_default(),
            tree,
        };
        let directories = items(tree, "directories").iter().map(directory).collect();
        let rules = items(tree, "synchronizationRules").iter();
        Self {
            directories,
            rules: rules.map(SyncRule::of).collect(),
            num_further: 0,
        }
    }

    /// A rule, an object mapping, or a list of attribute mappings that stands alone.
    fn of_part(tree: &'a JsonTree<'a>) -> Result<Self, NotASchema> {
        let rule = if member(tree, "objectMappings").is_some() {
            SyncRule::of(tree)
        } else if member(tree, "attributeMappings").is_some() {
            SyncRule::around(ObjectMapping::of(tree))
        } else if tree
            .items()
            .iter()
            .any(|item| member(item, "targetAttributeName").is_some())
        {
            SyncRule::around(ObjectMapping {
                tree,
                source_object: None,
                target_object: "",
                list: Some(tree),
            })
        } else {
            return Err(NotASchema);
        };
        Ok(Self {
            rules: vec![rule],
            ..Self::default()
        })
    }

    /// The object mapping that provisions users or groups: the first of an outbound rule, and its rule.
    pub fn object_mapping(
        &self,
        resource: Resource,
    ) -> Option<(&SyncRule<'a>, &ObjectMapping<'a>)> {
        self.outbound()
            .find(|(_, mapping)| mapping.resource() == Some(resource))
    }

    /// The object mappings that are not of users or groups, or not the first of them: kept as text, not shown.
    pub fn left_over(&self) -> impl Iterator<Item = &ObjectMapping<'a>> {
        let taken = Resource::ALL.map(|resource| {
            self.object_mapping(resource)
                .map(|(_, mapping)| mapping.tree.span.clone())
        });
        self.rules
            .iter()
            .flat_map(|rule| &rule.object_mappings)
            .filter(move |mapping| !taken.contains(&Some(mapping.tree.span.clone())))
    }

    fn outbound(&self) -> impl Iterator<Item = (&SyncRule<'a>, &ObjectMapping<'a>)> {
        self.rules
            .iter()
            .filter(|rule| !rule.target_directory.is_some_and(is_entra))
            .flat_map(|rule| {
                rule.object_mappings
                    .iter()
                    .map(move |mapping| (rule, mapping))
            })
    }

    /// The attributes that a directory lists for users or groups; empty if the schema does not say.
    pub fn attributes(&self, column: Column, resource: Resource) -> Vec<ListedAttribute<'a>> {
        let mapping = self.object_mapping(resource);
        let rule = mapping.map(|(rule, _)| rule);
        let named = |name: Option<&str>| {
            name.and_then(|name| {
                let same = |directory: &&Directory<'a>| directory.name.eq_ignore_ascii_case(name);
                self.directories.iter().find(same)
            })
        };
        let (directory, object) = match column {
            Column::Source => (
                named(rule.and_then(|rule| rule.source_directory))
                    .or_else(|| self.directories.iter().find(|one| is_entra(one.name))),
                mapping.and_then(|(_, mapping)| mapping.source_object),
            ),
            Column::Protocol => (
                named(rule.and_then(|rule| rule.target_directory))
                    .or_else(|| self.directories.iter().find(|one| !is_entra(one.name))),
                mapping.map(|(_, mapping)| mapping.target_object),
            ),
            Column::Target => (None, None),
        };
        let object = object.filter(|name| !name.is_empty());
        let is_object = |tree: &&JsonTree<'_>| {
            let name = tree
                .member("name")
                .and_then(JsonTree::text)
                .unwrap_or_default();
            match object {
                Some(object) => name.eq_ignore_ascii_case(object),
                None => ends_with_word(name, resource.label()),
            }
        };
        let object = directory.and_then(|one| items(one.tree, "objects").iter().find(is_object));
        object.map_or_else(Vec::new, |object| {
            items(object, "attributes")
                .iter()
                .filter_map(|tree| {
                    let name = text(tree, "name").filter(|name| !name.is_empty())?;
                    Some(ListedAttribute { name, tree })
                })
                .collect()
        })
    }
}

/// Entra ID's own directory, under its old name or its new one.
fn is_entra(name: &str) -> bool {
    ["Azure Active Directory", "Microsoft Entra ID", "Entra ID"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether a name is the word, or a URN that ends in it.
fn ends_with_word(name: &str, word: &str) -> bool {
    let last = name.rsplit(':').next().unwrap_or(name);
    last.eq_ignore_ascii_case(word)
}

impl<'a> SyncRule<'a> {
    fn of(tree: &'a JsonTree<'a>) -> Self {
        let mappings = items(tree, "objectMappings").iter();
        Self {
            name: text(tree, "name").unwrap_or_default(),
            source_directory: text(tree, "sourceDirectoryName"),
            target_directory: text(tree, "targetDirectoryName"),
            object_mappings: mappings.map(ObjectMapping::of).collect(),
        }
    }

    fn around(mapping: ObjectMapping<'a>) -> Self {
        Self {
            name: "",
            source_directory: None,
            target_directory: None,
            object_mappings: vec![mapping],
        }
    }
}

impl<'a> ObjectMapping<'a> {
    fn of(tree: &'a JsonTree<'a>) -> Self {
        Self {
            tree,
            source_object: member(tree, "sourceObjectName")
                .map(|name| name.text().unwrap_or_default()),
            target_object: text(tree, "targetObjectName").unwrap_or_default(),
            list: member(tree, "attributeMappings").filter(|list| list.is_list()),
        }
    }

    /// Users or groups, by what it reads; a part that does not say is of users.
    pub fn resource(&self) -> Option<Resource> {
        match self.source_object {
            None => Some(
                if ends_with_word(self.target_object, Resource::Group.label()) {
                    Resource::Group
                } else {
                    Resource::User
                },
            ),
            Some(name) => Resource::ALL
                .into_iter()
                .find(|resource| name.eq_ignore_ascii_case(resource.label())),
        }
    }

    /// What it is called, for a message.
    pub fn label(&self) -> String {
        match text(self.tree, "name").filter(|name| !name.is_empty()) {
            Some(name) => name.to_owned(),
            None => format!(
                "{} to {}",
                self.source_object
                    .filter(|name| !name.is_empty())
                    .unwrap_or("(nothing)"),
                self.target_object
            ),
        }
    }

    /// Its attribute mappings in file order.
    pub fn attribute_mappings(&self) -> impl Iterator<Item = AttributeMapping<'a>> + use<'a> {
        let items: &'a [JsonTree<'a>] = self.list.map_or(&[], JsonTree::items);
        items.iter().map(|tree| AttributeMapping {
            tree,
            target: text(tree, "targetAttributeName").filter(|name| !name.is_empty()),
        })
    }
}

impl<'a> ListedAttribute<'a> {
    /// A text member.
    pub fn text(&self, name: &str) -> Option<&'a str> {
        text(self.tree, name)
    }

    /// A member that is true or false.
    pub fn boolean(&self, name: &str) -> Option<bool> {
        member(self.tree, name).and_then(JsonTree::boolean)
    }
}
