/** Words that made-up persons are made of, frequent ones first. */
const list = (words: string): readonly string[] => words.trim().split(/\s*,\s*/);

export const GIVEN_NAMES = list(`
emily, jack, joshua, thomas, sophie, james, lachlan, chloe, isabella, daniel, william, jessica, matthew, benjamin, samuel, hannah, georgia,
nicholas, olivia, alexander, sarah, mia, lauren, ryan, mitchell, ella, jake, liam, harrison, grace, luke, ruby, charlotte, nathan, lucy, dylan, caitlin,
emma, cooper, zachary, riley, madison, patrick, bailey, alexandra, lily, aidan, connor, amelia, hayden, michael, holly, kayla, jasmine, blake, tyler, max,
zoe, isabelle, tahlia, molly, stephanie, jordan, amy, sebastian, courtney, charlie, abbey, rachel, kyle, oliver, oscar, phoebe, hugo, taylah, angus,
brooke, claudia, henry, jayden, jorja, flynn, imogen, eliza, gabrielle, finn, noah, erin, bella, callum, mikayla, christian, natalia, brianna,
kirra, paige, tristan, xavier, harry, jonathan, alana, tara, dominic, beau, logan, adam, rebecca, katelyn, amber, nikki, elton, campbell, timothy, michaela,
brodie, isaac, jackson, david, robert, anthony, mackenzie, maddison, ashley, kelsey, darcy, fraser, elijah, joel, declan, marcus, evan, gemma, rhys, saxon,
felicity, teagan, annabel, keira, ebony, bronte, tiarna, zara, lara, ivy, heath, reuben, spencer, tobias, wade, yasmin, vanessa, ursula, quinn, petra`);

export const SURNAMES = list(`
smith, white, clarke, campbell, green, ryan, reid, morrison, webb, matthews, nguyen, miles, jones, wilson, taylor, brown, martin, thompson, walker, harris,
lee, king, robinson, kelly, johnson, wright, mitchell, roberts, cook, bishop, hall, young, edwards, turner, murphy, cooper, morgan, ward, bell, collins,
bailey, watson, foster, mason, rogers, hunt, palmer, stevens, harvey, fisher, dixon, burns, carter, barnes, gibson, grant, sullivan, russell,
hughes, price, holland, pearce, blackwell, neumann, painter, coleman, everett, vincent, haeusler, mccarthy, donaldson, lombardi, petersen, rossi, kowalski,
papadopoulos, schneider, brennan, goldsworthy, hathaway, kirkwood, lovell, maddern, northcott, ormsby, pickering, quinlan, rafferty, stapleton, tremaine,
underhill, vasquez, whitford, yardley, zimmermann, ashdown, birchall, carmody, dunstan, eastwood, fairweather, galloway, hollis, ironside, jessup, kendrick,
langley, merriman, newbold, oakes, prescott, ramsay, sheldon, tolland, upton, vickers, wakefield, yates, armitage, beaumont, crawley, denholm, eldridge,
fenwick, gresham, hargreaves, inglis, jarrett, knowles, lockyer, mowbray, nesbitt, orchard, penfold, redfern, sandford, tattersall, venables, winslow`);

export const STREET_NAMES = list(`
stanley, pinkerton, salkauskas, edkins, lambrigg, light, forbes, milne, sturdee, hamilton, norton, bracker, canberra, hawdon, limestone, northbourne, kosciuszko,
wentworth, macquarie, barrallier, flinders, bass, cunningham, throsby, leichhardt, sturt, eyre, burke, wills, hume, hovell, oxley, mitchell, gregory, giles, forrest,
warburton, kennedy, lawson, blaxland, evans, meehan, lefroy, monash, chauvel, birdwood, gellibrand, bridges, legge, rosenthal, glasgow, antill, cowper`);

export const STREET_TYPES = list(
  `street, street, street, street, place, place, crescent, crescent, court, avenue, close, circuit, road, drive, lane, way`,
);

export const PLACE_NAMES = list(`
rose, pine, oak, elm, willow, cedar, birch, wattle, banksia, river, hill, lake, bay, glen, ash, fern, holly, ivy, thorn, rock, stone, sand, mill, bridge, church,
king, queen, duke, prince, bishop, north, south, east, west, green, grey, black, white, red, silver, gold, amber, coral, kela, bega, miami, loch, ben, brae, strath, inver,
kin, aber, pen, tre, pol, llan, caer, wyn, mer, dun, bal, kil, ard, inch, craig, tor, moor, heath, fen, marsh, dell, dale, comb, holt, hurst, wood, grove`);

export const LOCALITIES = list(`
winston hills, richlands, dapto, windermere, north ryde, broadbeach waters, kellerberrin, beaconsfield upper, scarborough, young, hamilton, coniston, hectorville,
glengarry, bellevue hill, mount eliza, carlton, fitzroy, st kilda, brighton, caulfield, box hill, ringwood, frankston, geelong, ballarat, bendigo, shepparton, wodonga,
albury, wagga wagga, griffith, dubbo, orange, bathurst, lithgow, katoomba, penrith, blacktown, parramatta, liverpool, campbelltown, wollongong, kiama, nowra, batemans bay,
bega, cooma, queanbeyan, goulburn, yass, cowra, forbes, parkes, tamworth, armidale, glen innes, tenterfield, lismore, ballina, byron bay, tweed heads, coolangatta,
southport, surfers paradise, ipswich, toowoomba, warwick, gympie, maryborough, bundaberg, gladstone, rockhampton, mackay, bowen, ayr, townsville, ingham, cairns, mareeba,
darwin, alice springs, katherine, port augusta, whyalla, port lincoln, adelaide, glenelg, norwood, unley, mount barker, murray bridge, renmark, mildura, swan hill, echuca,
horsham, hamilton south, warrnambool, colac, torquay, sale, bairnsdale, traralgon, moe, warragul, hobart, launceston, devonport, burnie, ulverstone, perth, fremantle`);
