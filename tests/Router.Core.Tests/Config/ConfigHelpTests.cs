using Router.Core.Boards;
using Router.Documents;
using Router.Documents.Editing;
using Router.Documents.Help;
using Router.Features.Configuration;

namespace Router.Core.Tests.Config;

public sealed class ConfigHelpTests
{
    private static readonly ConfigDocument Home = ConfigReader.Read(Examples.Bytes("home.yaml")).Document!;

    private static readonly Surroundings Board = new(
        new BoardFacts("test", new Dictionary<string, ValueList<string>> { ["wan"] = ["eth0"], ["lan"] = ["eth1"] }.ToValueMap()),
        ["guest-nas"]);

    [Theory]
    [InlineData("", "", "version,system,interfaces,routes,routing,firewall,services,mesh")]
    [InlineData("", "s", "system,services")]
    [InlineData("interfaces", "", "wan,lan,<interface>")]
    [InlineData("interfaces wan", "d", "device,dslite,dummy,description,dhcp,delegated")]
    [InlineData("interfaces wan dhcp", "", "hostname,vendor-class,client-id,request,options,metric,dns,broadcast,true,false")]
    [InlineData("interfaces wan zone", "", "wan,lan,<zone>")]
    [InlineData("interfaces wan device", "@", "@wan,@lan")]
    [InlineData("services ssh zones", "", "wan,<zone>")]
    [InlineData("services dhcp", "", "lan,wan,<interface>")]
    [InlineData("system users guest-nas password", "", "guest-nas,<secret>")]
    [InlineData("system users anna role", "", "view,operate,admin,files")]
    [InlineData("services files shares media read", "", "anna,guest-nas,<user>")]
    [InlineData("firewall rules", "", "ssh from the office,<name>")]
    [InlineData("firewall rules \"ssh from the office\" source", "@", "")]
    [InlineData("firewall rules new source", "", "@office,<address, prefix, range or @set>")]
    [InlineData("firewall rules new service", "ss", "ssh")]
    [InlineData("firewall policies", "lan", "lan -> wan,lan -> lan,lan -> router,lan")]
    [InlineData("firewall policies lan", "", "->")]
    [InlineData("firewall policies lan ->", "", "wan,lan,router")]
    [InlineData("firewall policies lan -> wan", "a", "accept")]
    [InlineData("interfaces wan mtu 1400", "", "")]
    [InlineData("nonsense", "", "")]
    public void Complete_Set_OffersWhatMayStand(string words, string partial, string expected) =>
        Assert.Equal(expected, Offers(words, partial, CompletionPurpose.Set));

    [Theory]
    [InlineData("interfaces wan", "", "device,zone,dhcp")]
    [InlineData("interfaces lan addresses", "", "192.168.10.1/24")]
    [InlineData("firewall rules", "ssh", "ssh from the office")]
    [InlineData("services dhcp", "", "lan")]
    [InlineData("services dns domain", "", "home.arpa")]
    public void Complete_Existing_OffersWhatIsThere(string words, string partial, string expected) =>
        Assert.Equal(expected, Offers(words, partial, CompletionPurpose.Existing));

    [Fact]
    public void Explain_Leaf_HasTypeRangeExampleAndHelp() => Assert.Equal(
        """
        interfaces NAME mtu
          Largest packet; without it the kernel's own.
          type     number
          unit     bytes
          range    68 to 65535
          example  1500

        """,
        ConfigExplain.Explain(["interfaces", "NAME", "mtu"]).Explanation?.ToText());

    [Fact]
    public void Explain_DefaultAndChoices_AreShown() => Assert.Equal(
        """
        firewall rules NAME action
          What happens to a packet that matches.
          type     action
          default  accept
          example  accept
          one of   accept  lets it pass
                   drop    drops it silently
                   reject  answers with an error

        """,
        ConfigExplain.Explain(["firewall", "rules", "NAME", "action"]).Explanation?.ToText());

    [Fact]
    public void Explain_EveryPlaceOfTheModel_HasHelp()
    {
        var leaves = 0;
        Check([]);
        Assert.InRange(leaves, 50, 500);

        void Check(string[] path)
        {
            var (explanation, problem) = ConfigExplain.Explain(path);
            Assert.Null(problem);
            Assert.NotEmpty(explanation!.Help);
            if (explanation.Keys.Count == 0)
                leaves++;
            var named = explanation.Type.StartsWith("map", StringComparison.Ordinal)
                || explanation.Type.StartsWith("list", StringComparison.Ordinal);
            foreach (var key in explanation.Keys)
                Check([.. path, .. named ? ["NAME"] : Array.Empty<string>(), key.Name]);
        }
    }

    [Fact]
    public void Explain_UnknownKey_NamesTheNearest()
    {
        var (explanation, problem) = ConfigExplain.Explain(["interfaces", "wan", "mtuu"]);

        Assert.Null(explanation);
        Assert.Equal("did you mean mtu?", problem?.Hint);
    }

    private static string Offers(string line, string partial, CompletionPurpose purpose)
    {
        ConfigPath.TrySplit(line, out var words);
        return string.Join(',', ConfigCompletion.Complete(Home, words, partial, purpose, Board).Select(c => c.Text));
    }
}
