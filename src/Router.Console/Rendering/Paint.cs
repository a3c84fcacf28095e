namespace Router.Console.Rendering;

/// <summary>Colours, or none: on a screen only, and not when <c>NO_COLOR</c> says so.</summary>
internal sealed class Paint(bool enabled)
{
    public static readonly Paint None = new(false);

    public bool Enabled => enabled;

    public string Good(string text) => Wrap("32", text);

    public string Bad(string text) => Wrap("31", text);

    public string Warn(string text) => Wrap("33", text);

    public string Dim(string text) => Wrap("2", text);

    public string Bold(string text) => Wrap("1", text);

    private string Wrap(string code, string text) => enabled && text.Length > 0 ? $"\e[{code}m{text}\e[0m" : text;
}
