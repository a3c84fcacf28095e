namespace Router.Core.State;

/// <summary>
/// The accounts that the image ships, as text of the three files, each line with its end; configured users are added to them.
/// </summary>
public sealed record BaseAccounts(string Passwd, string Group, string Shadow)
{
    /// <summary>Root and nobody, locked: for machines without an image's base files.</summary>
    public static readonly BaseAccounts Minimal = new(
        "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n",
        "root:x:0:\nnogroup:x:65533:\n",
        "root:*:0:0:99999:7:::\nnobody:*:0:0:99999:7:::\n");
}
