using Router.Core.Rulesets;
using Router.Wire.Netlink.Nftables;

namespace Router.Linux.Compiling;

internal static class SetElements
{
    /// <summary>Null: there are some that only nft can write.</summary>
    public static List<SetElement>? Parse(SetType type, Elements texts)
    {
        List<SetElement> elements = new(texts.Count);
        for (var i = 0; i < texts.Count; i++)
        {
            if (!SetElement.TryParse(type, texts[i], elements))
                return null;
        }
        return elements;
    }
}
