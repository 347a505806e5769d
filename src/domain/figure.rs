//! The numbers of a finding, unrounded, under the keys that JSON gives them.

/// A named value.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The key in JSON.
    pub key: &'static str,
    /// The value.
    pub value: Value,
}

/// A value. What was not computed is [`Value::Absent`], never a number.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Not computed: `null`.
    Absent,
    /// A finite number, unrounded.
    Number(f64),
    /// A word of a contract, or a user's own words.
    Text(String),
    /// Yes or no.
    Flag(bool),
    /// Several, in order.
    List(Vec<Value>),
    /// Named values, in order.
    Map(Vec<Figure>),
}

impl Figure {
    /// A figure.
    pub fn new(key: &'static str, value: impl Into<Value>) -> Self {
        Self { key, value: value.into() }
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        debug_assert!(value.is_finite(), "what was not computed is Absent");
        Self::Number(value)
    }
}

impl From<Option<f64>> for Value {
    fn from(value: Option<f64>) -> Self {
        value.map_or(Self::Absent, Self::from)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Flag(value)
    }
}

impl From<Vec<Figure>> for Value {
    fn from(value: Vec<Figure>) -> Self {
        Self::Map(value)
    }
}

impl From<Vec<Value>> for Value {
    fn from(value: Vec<Value>) -> Self {
        Self::List(value)
    }
}
