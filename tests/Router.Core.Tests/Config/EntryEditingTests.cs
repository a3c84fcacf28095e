using Router.Documents;
using Router.Documents.Editing;
using Router.Features.Configuration;

namespace Router.Core.Tests.Config;

/// <summary>Edits of whole entries: another name, a copy, a remark, no effect.</summary>
public class EntryEditingTests
{
    private const string Text = """
        version: 1
        system: { hostname: home }

        interfaces:
          wan: { device: eth0, zone: wan }
          # the cable to the kitchen
          lan:
            device: eth1   # the left port
            zone: lan
            # two nets on one wire
            addresses:
              - 192.168.1.1/24
              - 192.168.2.1/24

          guests: { vlan: 30, on: lan, zone: guests }
        firewall:
          policies:
            lan -> wan: accept
            guests -> wan: [dns, https]
          rules:
            # as the auditors want
            - name: web
              from: wan
              action: accept
            - { name: ssh, from: lan, action: accept }
        services:
          dhcp:
            lan: { range: 192.168.1.100-192.168.1.199 }
        """;

    private static ConfigDocument Document => Read(Text);

    [Fact]
    public void Rename_Interface_ChangesOneWordAndTellsWhoStillSaysTheOldName()
    {
        var edit = Document.Apply("rename", ["interfaces", "lan", "to", "house"]);
        Assert.Equal(Text.Replace("  lan:\n    device", "  house:\n    device", StringComparison.Ordinal), edit.Document!.ToText());
        Assert.Equal("what named lan still does, and has to be set to house: interfaces guests on; services dhcp lan", edit.Remark);
        Assert.Equal(["eth1"], [edit.Document.ValueAt(["interfaces", "house", "device"])]);
    }

    [Theory]
    [InlineData("firewall rules web to http", "- name: web", "- name: http")]
    [InlineData("firewall rules ssh to rules shell", "{ name: ssh,", "{ name: shell,")]
    [InlineData("firewall policies lan -> wan to lan -> guests", "lan -> wan: accept", "lan -> guests: accept")]
    [InlineData("interfaces guests to visitors", "  guests: { vlan", "  visitors: { vlan")]
    public void Rename_Entry_ChangesItsNameAlone(string words, string before, string after) =>
        Assert.Equal(Text.Replace(before, after, StringComparison.Ordinal), Document.Apply("rename", words.Split(' ')).Document!.ToText());

    [Theory]
    [InlineData("interfaces lam to x", "nothing of that name is there", "did you mean lan?")]
    [InlineData("interfaces lan to wan", "is there already", "take another name, or delete that one first")]
    [InlineData("interfaces lan zone to x", "has no name of its own", null)]
    [InlineData("interfaces lan", "the new name is missing", "PATH to NAME")]
    [InlineData("interfaces lan to", "the new name is missing", "PATH to NAME")]
    [InlineData(
        "interfaces lan to a/b", "'a/b' is no name: letters, digits, '-', '_' and '.', starting with a letter or digit, 31 at most", null)]
    [InlineData("interfaces lan to x zone", "'x zone' is more than a name", null)]
    [InlineData("interfases lan to x", "unknown key", "did you mean interfaces?")]
    public void Rename_ThatCannotBe_SaysWhy(string words, string message, string? hint)
    {
        var edit = Document.Apply("rename", words.Split(' '));
        Assert.Null(edit.Document);
        Assert.Equal(message, edit.Problem!.Value.Message);
        if (hint is not null)
            Assert.Equal(hint, edit.Problem.Value.Hint);
    }

    [Fact]
    public void Rename_There_AndBack_IsTheSameText() =>
        Assert.Equal(
            Text,
            Document.Apply("rename", ["interfaces", "lan", "to", "x"]).Document!
                .Apply("rename", ["interfaces", "x", "to", "lan"]).Document!
                .ToText());

    [Fact]
    public void Copy_BlockEntry_StandsBehindWithItsComments()
    {
        var text = Document.Apply("copy", ["firewall", "rules", "web", "to", "web2"]).Document!.ToText();
        Assert.Contains("""
                # as the auditors want
                - name: web
                  from: wan
                  action: accept
                # as the auditors want
                - name: web2
                  from: wan
                  action: accept
                - { name: ssh
            """.ReplaceLineEndings("\n"), text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("interfaces lan to house", "interfaces house device", "eth1")]
    [InlineData("interfaces guests to visitors", "interfaces visitors vlan", "30")]
    [InlineData("firewall rules ssh to shell", "firewall rules shell from", "lan")]
    [InlineData("services dhcp lan to guests", "services dhcp guests range", "192.168.1.100-192.168.1.199")]
    public void Copy_Entry_IsThereTwice(string words, string path, string value)
    {
        var copied = Document.Apply("copy", words.Split(' ')).Document!;
        Assert.Equal(value, copied.ValueAt(path.Split(' ')));
        Assert.True(copied.Has([.. words.Split(' ').TakeWhile(w => w != "to")]));
        Assert.All(ConfigDiff.Commands(Document, copied), command => Assert.Matches("^(set|insert) ", command));
        Assert.DoesNotContain("-", LineDiff.Of(Text, copied.ToText()).Split("|").Select(l => l[..1]));
    }

    [Fact]
    public void Copy_InBraces_StaysInThem() => Assert.Equal(
        "interfaces: { a: { device: eth0 }, b: { device: eth0 } }\n",
        Read("interfaces: { a: { device: eth0 } }\n").Apply("copy", ["interfaces", "a", "to", "b"]).Document!.ToText());

    [Fact]
    public void Annotate_Entry_PutsReplacesAndTakesItsRemark()
    {
        var once = Document.Apply("annotate", ["interfaces", "guests", "for visitors"]).Document!;
        Assert.Equal(Text.Replace("  guests: {", "  # for visitors\n  guests: {", StringComparison.Ordinal), once.ToText());
        var twice = once.Apply("annotate", ["interfaces", "guests", "two\nlines"]).Document!;
        Assert.Contains("  # two\n  # lines\n  guests: {", twice.ToText(), StringComparison.Ordinal);
        Assert.Equal(Text, twice.Apply("annotate", ["interfaces", "guests", ""]).Document!.ToText());
        var rule = Document.Apply("annotate", ["firewall", "rules", "ssh", "mine"]).Document!;
        Assert.Contains("    # mine\n    - { name: ssh", rule.ToText(), StringComparison.Ordinal);
        Assert.Empty(ConfigDiff.Commands(Document, twice));
    }

    [Theory]
    [InlineData(
        "interfaces guests zone x", "stands in a line with others, where no remark can be above it", "annotate interfaces guests \"TEXT\"")]
    [InlineData("interfaces nosuch x", "nothing of that name is there", null)]
    [InlineData("interfaces lan addresses 192.168.1.1/24 x", "is a value in a list; an entry can have a remark", null)]
    [InlineData("interfaces", "the remark is missing", "annotate PATH \"TEXT\"")]
    public void Annotate_ThatCannotBe_SaysWhy(string words, string message, string? hint)
    {
        var problem = Document.Apply("annotate", words.Split(' ')).Problem!.Value;
        Assert.Equal(message, problem.Message);
        if (hint is not null)
            Assert.Equal(hint, problem.Hint);
    }

    [Theory]
    [InlineData("interfaces lan", "  lan:\n", "  lan: !inactive\n")]
    [InlineData("interfaces guests", "  guests: {", "  guests: !inactive {")]
    [InlineData("interfaces lan zone", "    zone: lan\n", "    zone: !inactive lan\n")]
    [InlineData("interfaces guests zone", "zone: guests }", "zone: !inactive guests }")]
    [InlineData("interfaces lan addresses", "addresses:\n", "addresses: !inactive\n")]
    [InlineData("interfaces lan addresses 192.168.2.1/24", "- 192.168.2.1/24", "- !inactive 192.168.2.1/24")]
    [InlineData("firewall rules web", "- name: web", "- !inactive\n      name: web")]
    [InlineData("firewall rules ssh", "- { name: ssh", "- !inactive { name: ssh")]
    [InlineData("firewall policies guests -> wan", "wan: [dns", "wan: !inactive [dns")]
    [InlineData("firewall policies guests -> wan dns", "wan: [dns", "wan: [!inactive dns")]
    [InlineData("firewall", "firewall:\n", "firewall: !inactive\n")]
    public void Deactivate_Place_IsOneWordInOneLine_AndActivateTakesItAway(string path, string before, string after)
    {
        var words = path.Split(' ');
        var without = Document.Apply("deactivate", words).Document!;
        Assert.Equal(Text.Replace(before, after, StringComparison.Ordinal), without.ToText());
        var place = ConfigPath.Join(
            words is ["firewall", "policies", .. var pair] ? ["firewall", "policies", "guests -> wan", .. pair.Skip(3)] : words);
        Assert.Equal([$"deactivate {place}"], ConfigDiff.Commands(Document, without));
        Assert.Equal([$"activate {place}"], ConfigDiff.Commands(without, Document));
        Assert.Equal(Text, without.Apply("activate", words).Document!.ToText());
        Assert.Equal($"{path} has no effect already", without.Apply("deactivate", words).Remark);
        Assert.True(without.Has(words));
    }

    [Fact]
    public void Deactivated_Entries_AreNotInTheConfiguration()
    {
        var document = Apply(
            Document, "deactivate interfaces guests", "deactivate firewall rules web",
            "deactivate interfaces lan addresses 192.168.2.1/24", "deactivate services");
        var config = document.Reading.Config;
        Assert.Empty(document.Reading.Problems);
        Assert.Equal(["wan", "lan"], config.Interfaces.Keys);
        Assert.Equal(["ssh"], config.Firewall.Rules.Select(r => r.Name));
        Assert.Single(config.Interfaces["lan"].Addresses);
        Assert.Empty(config.Services.Dhcp);
    }

    [Fact]
    public void Deactivated_WhatIsNeeded_IsMissedWithAHint()
    {
        var reading = Read(
            "version: 1\nsystem: !inactive { hostname: home }\nservices: { dhcp: { lan: { pools: { a: { range: !inactive 10.0.0.1-10.0.0.9 } } } } }\n")
            .Reading;
        Assert.Equal(
            [("services dhcp lan pools a", "range is missing", "it is there and deactivated: activate it")],
            reading.Problems.Select(p => (p.Path, p.Message, p.Hint)));
    }

    [Theory]
    [InlineData("set interfaces guests vlan 31", "  guests: !inactive { vlan: 31")]
    [InlineData("set firewall rules web log true", "- !inactive\n      name: web\n      from: wan\n      action: accept\n      log: true")]
    [InlineData("set system hostname new", "system: { hostname: !inactive new }")]
    [InlineData("set interfaces lan addresses [10.0.0.1/8]", "addresses: !inactive [10.0.0.1/8]")]
    [InlineData(
        "set interfaces lan addresses 10.0.0.1/8",
        "addresses: !inactive\n      - 192.168.1.1/24\n      - 192.168.2.1/24\n      - 10.0.0.1/8")]
    [InlineData("rename interfaces guests to visitors", "  visitors: !inactive {")]
    public void Edit_InsideOfWhatHasNoEffect_LeavesItWithout(string command, string text)
    {
        var document = Apply(
            Document, "deactivate interfaces guests", "deactivate firewall rules web",
            "deactivate system hostname", "deactivate interfaces lan addresses");
        Assert.Contains(text, Apply(document, command).ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Commands_OfADocument_MakeItAgain()
    {
        var document = Apply(
            Document, "deactivate interfaces guests", "deactivate firewall rules web",
            "deactivate interfaces lan addresses 192.168.2.1/24", "deactivate services dhcp lan range");
        var again =
            ConfigLoad.Commands(ConfigDocument.Empty, string.Join('\n', ConfigDiff.Commands(ConfigDocument.Empty, document))).Document!;
        Assert.Empty(ConfigDiff.Commands(document, again));
        Assert.Empty(ConfigDiff.Commands(again, document));
    }

    [Fact]
    public void Show_PartWithoutEffect_SaysSo()
    {
        var document = Apply(Document, "deactivate interfaces lan", "deactivate interfaces guests");
        Assert.StartsWith("!inactive\ndevice: eth1", document.Show(["interfaces", "lan"]), StringComparison.Ordinal);
        Assert.StartsWith("!inactive\nvlan: 30", document.Show(["interfaces", "guests"]), StringComparison.Ordinal);
        Assert.Equal("# without effect: interfaces lan is inactive\nlan\n", document.Show(["interfaces", "lan", "zone"]));
        Assert.Contains("  guests: !inactive {", document.Show([]), StringComparison.Ordinal);
    }

    [Fact]
    public void Merge_DeactivationOfMine_AndAnEditOfTheirs_IsBoth()
    {
        var mine = Apply(Document, "deactivate interfaces guests");
        var theirs = Apply(Document, "set system hostname theirs");
        var merged = ConfigMerge.Merge(Document, mine, theirs);
        Assert.Empty(merged.Conflicts);
        Assert.Equal(["set system hostname theirs", "deactivate interfaces guests"], ConfigDiff.Commands(Document, merged.Document));
        var beside = ConfigMerge.Merge(Document, mine, Apply(Document, "set interfaces guests vlan 31"));
        Assert.Equal(["interfaces guests"], beside.Conflicts.Select(c => ConfigPath.Join(c.Path)));
    }

    [Theory]
    [InlineData("!inactive\nversion: 1\n", "the whole document cannot be without effect")]
    [InlineData("version: 1\n!inactive system: {}\n", "a key has to be plain text")]
    [InlineData("version: 1\nsystem: !other {}\n", "the tag !other is not taken")]
    public void Read_TagWhereNoneMayBe_IsAProblem(string text, string message) =>
        Assert.Contains(ConfigReader.Read(System.Text.Encoding.UTF8.GetBytes(text)).Problems, p => p.Message == message);

    [Theory]
    [InlineData("version", "belongs to every document and always has effect")]
    [InlineData("interfaces nosuch", "nothing of that name is there")]
    [InlineData("firewall rules web name", "is the name of an entry")]
    public void Deactivate_ThatCannotBe_SaysWhy(string path, string message) =>
        Assert.Equal(message, Document.Apply("deactivate", path.Split(' ')).Problem!.Value.Message);

    [Theory]
    [InlineData("interfaces lan", null)]
    [InlineData("interfaces house", "interfaces house is not there yet; set makes it")]
    [InlineData("interfaces lam", "interfaces lam is not there yet; set makes it (did you mean lan?)")]
    public void Enter_Place_RemarksWhatIsNotThereYet(string path, string? remark)
    {
        var edit = Document.Enter(path.Split(' '));
        Assert.Null(edit.Problem);
        Assert.Equal(remark, edit.Remark);
    }

    [Theory]
    [InlineData("nosuch thing", "unknown key", null)]
    [InlineData("interfases lan", "unknown key", "did you mean interfaces?")]
    [InlineData("interfaces lan zone", "is a value, and nothing is below it", "set interfaces lan zone VALUE")]
    [InlineData("interfaces lan addresses", "is a value, and nothing is below it", "set interfaces lan addresses VALUE")]
    public void Enter_NoPlace_IsRefused(string path, string message, string? hint)
    {
        var problem = Document.Enter(path.Split(' ')).Problem!.Value;
        Assert.Equal(message, problem.Message);
        if (hint is not null)
            Assert.Equal(hint, problem.Hint);
    }

    private static ConfigDocument Read(string text) =>
        ConfigReader.Read(System.Text.Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n"))).Document!;

    private static ConfigDocument Apply(ConfigDocument document, params string[] commands)
    {
        var (changed, problems) = CommandLine.ApplyAll(document, string.Join('\n', commands));
        Assert.Empty(problems);
        return changed!;
    }
}
