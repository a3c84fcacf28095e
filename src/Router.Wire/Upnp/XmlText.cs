using System.Text;

namespace Router.Wire.Upnp;

/// <summary>Writes elements; what stands in them is escaped, and what XML cannot hold is left out.</summary>
internal sealed class XmlText
{
    private readonly StringBuilder text = new("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");

    public XmlText Open(string name, string attributes = "")
    {
        text.Append('<').Append(name).Append(attributes.Length > 0 ? " " : "").Append(attributes).Append('>');
        return this;
    }

    public XmlText Close(string name)
    {
        text.Append("</").Append(name).Append('>');
        return this;
    }

    public XmlText Add(string name, string value)
    {
        Open(name);
        foreach (var rune in value.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '<': text.Append("&lt;"); break;
                case '>': text.Append("&gt;"); break;
                case '&': text.Append("&amp;"); break;
                case < ' ' or 0xFFFE or 0xFFFF: break;
                default: text.Append(rune.ToString()); break;
            }
        }
        return Close(name);
    }

    public override string ToString() => text.ToString();
}
