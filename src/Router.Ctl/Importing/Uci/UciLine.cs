namespace Router.Ctl.Importing.Uci;

/// <summary><c>option NAME VALUE</c>, or one value of a list: <c>list NAME VALUE</c>.</summary>
internal sealed record UciLine(SourceLine Source, string Name, string Value, bool IsList)
{
    /// <summary>Values of an option that is a list in old files.</summary>
    public string[] Words => Value.Split((char[])[' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Null: it is no switch.</summary>
    public bool? Switch => Value.ToLowerInvariant() switch
    {
        "1" or "on" or "true" or "yes" or "enabled" => true,
        "0" or "off" or "false" or "no" or "disabled" => false,
        _ => null,
    };
}
